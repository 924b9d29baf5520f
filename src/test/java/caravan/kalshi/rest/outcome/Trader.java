package caravan.kalshi.rest.outcome;

import caravan.kalshi.catalogue.Operation;
import caravan.kalshi.catalogue.Operations;
import caravan.kalshi.rest.KalshiException;
import caravan.kalshi.rest.NotFoundException;
import caravan.kalshi.rest.OutcomeUnknownException;
import caravan.model.BatchItem;
import caravan.model.OrderReceipt;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.model.Rejection.Reason;
import caravan.model.WriteOutcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Changes orders at random, and believes only what the exchange answers or the resolver finds out. One thread's. */
final class Trader {
    /** What the trader believes of an order; null where another request may have changed it. */
    static final class Belief {
        final String orderId;

        @Nullable
        Price price;

        @Nullable
        Quantity total;

        boolean ended;

        Belief(String orderId, @Nullable Price price, @Nullable Quantity total, boolean ended) {
            this.orderId = orderId;
            this.price = price;
            this.total = total;
            this.ended = ended;
        }
    }

    final Map<String, Belief> placed = new LinkedHashMap<>();
    final Set<String> neverPlaced = new HashSet<>();
    final List<String> unknown = new ArrayList<>();
    int resolved;
    int refused;

    private final String name;
    private final Calls calls;
    private final OrderResolver resolver;
    private final List<String> tickers;
    private final SplittableRandom random;
    private int number;

    Trader(String name, Calls calls, OrderResolver resolver, List<String> tickers, SplittableRandom random) {
        this.name = name;
        this.calls = calls;
        this.resolver = resolver;
        this.tickers = tickers;
        this.random = random;
    }

    void trade() {
        int what = random.nextInt(100);
        List<String> live =
                placed.keySet().stream().filter(id -> !placed.get(id).ended).toList();
        if (live.isEmpty() || what < 40) {
            create();
        } else if (what < 50) {
            createSeveral();
        } else if (what < 65) {
            amend(any(live));
        } else if (what < 75) {
            decrease(any(live));
        } else if (what < 95) {
            cancel(any(live));
        } else {
            cancelSeveral(live);
        }
    }

    private void create() {
        Map<String, Object> order = order();
        write("CreateOrderV2", order, List.of(id(order)), (answer, outcomes) -> {
            if (answer instanceof OrderReceipt.Placed receipt) {
                placed(order, receipt.orderId(), receipt.remaining());
            } else {
                placed(order, outcomes.get(0));
            }
        });
    }

    private void createSeveral() {
        List<Map<String, Object>> orders =
                IntStream.range(0, 2 + random.nextInt(5)).mapToObj(i -> order()).toList();
        List<String> ids = orders.stream().map(Trader::id).toList();
        write("BatchCreateOrdersV2", Map.of("orders", orders), ids, (answer, outcomes) -> {
            for (int i = 0; i < orders.size(); i++) {
                if (answer instanceof List<?> items) {
                    BatchItem<?> item = (BatchItem<?>) items.get(i);
                    if (item.receipt() instanceof OrderReceipt.Placed receipt) {
                        placed(orders.get(i), receipt.orderId(), receipt.remaining());
                    } else {
                        neverPlaced.add(ids.get(i));
                    }
                } else {
                    placed(orders.get(i), outcomes.get(i));
                }
            }
        });
    }

    private void amend(String id) {
        Belief belief = placed.get(id);
        Map<String, Object> order = order();
        Map<String, Object> change = new HashMap<>();
        change.put("order_id", belief.orderId);
        change.put("ticker", ticker(id));
        change.put("side", side(id));
        change.put("price", order.get("price"));
        change.put("count", order.get("count"));
        Price price = Price.parse(order.get("price").toString());
        Quantity total = Quantity.parse(order.get("count").toString());
        write("AmendOrderV2", change, List.of(), (answer, outcomes) -> {
            boolean done = answer != null || outcomes.get(0) instanceof WriteOutcome.Done;
            if (done) {
                belief.price = price;
                belief.total = total;
            }
            if (answer == null && outcomes.get(0) instanceof WriteOutcome.Done found) {
                ended(belief, found);
            }
        });
    }

    private void decrease(String id) {
        Belief belief = placed.get(id);
        Quantity rest = Quantity.ofContracts(1 + random.nextInt(10));
        Map<String, Object> change = Map.of("order_id", belief.orderId, "reduce_to", rest.toString());
        write("DecreaseOrderV2", change, List.of(), (answer, outcomes) -> {
            belief.total = null;
            if (answer == null && outcomes.get(0) instanceof WriteOutcome.Done found) {
                ended(belief, found);
                if (found.remaining().compareTo(rest) > 0) {
                    unknown.add(id + " has more left than it was decreased to");
                }
            }
        });
    }

    private void cancel(String id) {
        Belief belief = placed.get(id);
        write("CancelOrderV2", Map.of("order_id", belief.orderId), List.of(), (answer, outcomes) -> {
            if (answer != null) {
                belief.ended = true;
            } else if (outcomes.get(0) instanceof WriteOutcome.Done found) {
                ended(belief, found);
            }
        });
    }

    private void cancelSeveral(List<String> live) {
        List<String> ids = live.stream().limit(1 + random.nextInt(5)).toList();
        List<Map<String, Object>> orders = ids.stream()
                .map(id -> Map.<String, Object>of("order_id", placed.get(id).orderId))
                .toList();
        write("BatchCancelOrdersV2", Map.of("orders", orders), List.of(), (answer, outcomes) -> {
            for (int i = 0; i < ids.size(); i++) {
                Belief belief = placed.get(ids.get(i));
                if (answer instanceof List<?> items) {
                    BatchItem<?> item = (BatchItem<?>) items.get(i);
                    belief.ended |= item.rejection() == null || item.rejection().reason() == Reason.NOT_FOUND;
                } else if (outcomes.get(i) instanceof WriteOutcome.Done found) {
                    ended(belief, found);
                }
            }
        });
    }

    /** @param then gets either the answer or, where there was none, what the resolver found out */
    private void write(
            String operationName,
            Map<String, Object> parameters,
            List<String> creates,
            BiConsumer<@Nullable Object, List<WriteOutcome>> then) {
        Operation operation = Operations.named(operationName);
        Instant begun = Instant.now();
        try {
            then.accept(calls.call(operation, parameters), List.of());
        } catch (OutcomeUnknownException open) {
            resolved++;
            OrderResolver.Missing missing =
                    random.nextInt(3) > 0 ? OrderResolver.Missing.IS_PLACED : OrderResolver.Missing.STAYS_MISSING;
            List<WriteOutcome> outcomes =
                    resolver.resolve(new Unanswered(operation, parameters, begun, Instant.now()), missing);
            outcomes.stream()
                    .filter(WriteOutcome.Unknown.class::isInstance)
                    .forEach(outcome -> unknown.add(operation + " " + parameters + ": " + outcome));
            then.accept(null, outcomes);
        } catch (NotFoundException ended) {
            refused++;
            neverPlaced.addAll(creates);
            placed.values().stream()
                    .filter(belief -> belief.orderId.equals(parameters.get("order_id")))
                    .forEach(belief -> belief.ended = true);
        } catch (KalshiException no) {
            refused++;
            neverPlaced.addAll(creates);
        }
    }

    private void placed(Map<String, Object> order, WriteOutcome outcome) {
        if (outcome instanceof WriteOutcome.Done done) {
            placed(order, done.orderId(), done.remaining());
        } else if (outcome instanceof WriteOutcome.NotDone) {
            neverPlaced.add(id(order));
        }
    }

    private void placed(Map<String, Object> order, String orderId, Quantity remaining) {
        Belief belief = new Belief(
                orderId,
                Price.parse(order.get("price").toString()),
                Quantity.parse(order.get("count").toString()),
                remaining.equals(Quantity.ZERO));
        if (placed.put(id(order), belief) != null) {
            unknown.add(id(order) + " was placed twice");
        }
    }

    private static void ended(Belief belief, WriteOutcome.Done found) {
        if (found.remaining().equals(Quantity.ZERO)) {
            belief.ended = true;
            belief.price = null;
            belief.total = null;
        }
    }

    private Map<String, Object> order() {
        String id = name + "-" + number;
        return Map.of(
                "client_order_id",
                id,
                "ticker",
                ticker(id),
                "side",
                side(id),
                "price",
                "0.%02d".formatted(1 + random.nextInt(99)),
                "count",
                String.valueOf(1 + random.nextInt(20)),
                "time_in_force",
                "good_till_canceled",
                "self_trade_prevention_type",
                random.nextBoolean() ? "taker_at_cross" : "maker",
                "cancel_order_on_pause",
                number++ % 2 == 0);
    }

    private static String id(Map<String, Object> order) {
        return order.get("client_order_id").toString();
    }

    private String ticker(String id) {
        return tickers.get(Math.floorMod(id.hashCode(), tickers.size()));
    }

    private static String side(String id) {
        return id.hashCode() % 2 == 0 ? "bid" : "ask";
    }

    private String any(List<String> ids) {
        return ids.get(random.nextInt(ids.size()));
    }
}
