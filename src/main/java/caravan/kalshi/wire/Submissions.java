package caravan.kalshi.wire;

import caravan.model.BookSide;
import caravan.model.GroupRequest;
import caravan.model.OrderRequest;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.model.Submission;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Translates requests that passed risk into the exchange's parameters.
 *
 * <p>Quotes rest until they expire, never take what rests, and end with a pause of trading. Exits take what rests at
 * once, never open a position, and cancel an order of ours that is in their way.
 */
public final class Submissions {
    private Submissions() {}

    /**
     * The parameters of an operation, which are all that is sent.
     *
     * @param body a {@link Submission}, a list of them, or a {@link GroupRequest}
     * @return empty where the body is nothing of the kind
     * @throws IllegalArgumentException if it is, and the operation is for another request
     */
    public static Optional<Map<String, Object>> parameters(String operation, @Nullable Object body) {
        if (body instanceof GroupRequest request) {
            return Optional.of(group(operation, request));
        }
        if (body instanceof Submission submission) {
            return Optional.of(single(operation, submission));
        }
        if (body instanceof Collection<?> several
                && !several.isEmpty()
                && several.stream().allMatch(Submission.class::isInstance)) {
            return Optional.of(batch(
                    operation, several.stream().map(Submission.class::cast).toList()));
        }
        return Optional.empty();
    }

    private static Map<String, Object> single(String operation, Submission submission) {
        OrderRequest request = submission.approved().request();
        return switch (operation) {
            case "CreateOrderV2" -> create(submission);
            case "CancelOrderV2" -> cancel(submission);
            case "AmendOrderV2" -> amend(submission);
            case "DecreaseOrderV2" -> decrease(submission);
            default -> throw unfit(operation, request);
        };
    }

    private static Map<String, Object> batch(String operation, List<Submission> submissions) {
        return switch (operation) {
            case "BatchCreateOrdersV2" ->
                Map.of("orders", submissions.stream().map(Submissions::create).toList());
            case "BatchCancelOrdersV2" ->
                Map.of("orders", submissions.stream().map(Submissions::cancel).toList());
            default -> throw unfit(operation, submissions.get(0).approved().request());
        };
    }

    private static Map<String, Object> create(Submission submission) {
        OrderRequest request = submission.approved().request();
        if (request instanceof OrderRequest.Create create) {
            Map<String, Object> order = order(
                    submission,
                    create.ticker(),
                    create.quote().side(),
                    create.quote().price(),
                    create.quote().quantity());
            order.put("time_in_force", "good_till_canceled");
            order.put("expiration_time", seconds(submission.approved().expiration()));
            order.put("post_only", true);
            order.put("self_trade_prevention_type", "taker_at_cross");
            order.put("cancel_order_on_pause", true);
            if (submission.orderGroupId() != null) {
                order.put("order_group_id", submission.orderGroupId());
            }
            return order;
        }
        if (request instanceof OrderRequest.Exit exit) {
            Map<String, Object> order = order(submission, exit.ticker(), exit.side(), exit.price(), exit.quantity());
            order.put("time_in_force", "immediate_or_cancel");
            order.put("reduce_only", true);
            order.put("self_trade_prevention_type", "maker");
            return order;
        }
        throw unfit("CreateOrderV2", request);
    }

    private static Map<String, Object> order(
            Submission submission, String ticker, BookSide side, Price price, Quantity quantity) {
        Map<String, Object> order = new LinkedHashMap<>();
        order.put("ticker", ticker);
        order.put("client_order_id", submission.clientOrderId());
        order.put("side", word(side));
        order.put("count", quantity.toString());
        order.put("price", price.toString());
        return order;
    }

    /** A renewal repeats price and quantity as they are, because only then the order keeps its place. */
    private static Map<String, Object> amend(Submission submission) {
        OrderRequest request = submission.approved().request();
        BookSide side;
        Price price;
        if (request instanceof OrderRequest.Amend amend) {
            side = amend.quote().side();
            price = amend.quote().price();
        } else if (request instanceof OrderRequest.Renew renew) {
            side = renew.order().side();
            price = renew.order().price();
        } else {
            throw unfit("AmendOrderV2", request);
        }
        Map<String, Object> change = new LinkedHashMap<>();
        change.put("order_id", orderId(submission));
        change.put("ticker", request.ticker());
        change.put("side", word(side));
        change.put("price", price.toString());
        change.put(
                "count",
                known("the amended order's contracts in all", submission.total())
                        .toString());
        change.put("client_order_id", submission.clientOrderId());
        change.put("updated_client_order_id", known("a new client order id", submission.newClientOrderId()));
        change.put("expiration_time", seconds(submission.approved().expiration()));
        return change;
    }

    /** To a quantity, never by one: only so a lost answer can be found out about. */
    private static Map<String, Object> decrease(Submission submission) {
        if (submission.approved().request() instanceof OrderRequest.Decrease decrease) {
            return Map.of(
                    "order_id",
                    orderId(submission),
                    "reduce_to",
                    decrease.quantity().toString(),
                    "market_ticker",
                    decrease.ticker());
        }
        throw unfit("DecreaseOrderV2", submission.approved().request());
    }

    private static Map<String, Object> cancel(Submission submission) {
        if (submission.approved().request() instanceof OrderRequest.Cancel cancel) {
            return Map.of("order_id", orderId(submission), "market_ticker", cancel.ticker());
        }
        throw unfit("CancelOrderV2", submission.approved().request());
    }

    private static Map<String, Object> group(String operation, GroupRequest request) {
        if (operation.equals("CreateOrderGroup") && request instanceof GroupRequest.Open open) {
            return Map.of("contracts_limit_fp", open.limit().toString());
        }
        if (operation.equals("ResetOrderGroup") && request instanceof GroupRequest.Reset reset) {
            return Map.of("order_group_id", reset.id());
        }
        throw unfit(operation, request);
    }

    private static String orderId(Submission submission) {
        return known("the exchange's id of the order", submission.orderId());
    }

    private static <T> T known(String what, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException("expected " + what + ", found none");
        }
        return value;
    }

    private static IllegalArgumentException unfit(String operation, Object request) {
        return new IllegalArgumentException("expected a request that " + operation + " carries out, found "
                + request.getClass().getSimpleName());
    }

    private static long seconds(Instant time) {
        return time.getEpochSecond();
    }

    private static String word(BookSide side) {
        return side.name().toLowerCase(Locale.ROOT);
    }
}
