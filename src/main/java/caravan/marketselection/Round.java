package caravan.marketselection;

import caravan.marketselection.Selector.Event;
import caravan.marketselection.Selector.Found;
import caravan.marketselection.Selector.Mine;
import caravan.marketselection.Selector.Series;
import caravan.model.Fill;
import caravan.model.Market;
import caravan.model.OrderUpdate;
import caravan.model.Page;
import caravan.model.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds out once what selectors stand for: a list of requests, page by page, and what their answers add up to.
 *
 * <p>Ask for {@link #next}, hand the answer to {@link #keep}, until there is no next. Not thread-safe.
 */
final class Round {
    /** The most that the exchange gives at once. */
    private static final int PAGE_SIZE = 1000;

    /** So many tickers fit into the address of one request. */
    private static final int TICKERS_AT_ONCE = 100;

    /** How long a market counts as just filled. */
    static final Duration JUST = Duration.ofHours(1);

    /** The exchange's words for markets that are over. One that is paused may go on. */
    private static final Set<String> OVER =
            Set.of("closed", "determined", "disputed", "amended", "finalized", "settled");

    /** One request, and who takes the items of its pages. */
    private record Step(String operation, Map<String, Object> parameters, Consumer<List<?>> items) {}

    private final Instant started;
    private final Deque<Supplier<List<Step>>> plan = new ArrayDeque<>();
    private final Deque<Step> steps = new ArrayDeque<>();
    private final Map<Selector, Set<String>> found = new LinkedHashMap<>();
    private final Set<String> cursors = new HashSet<>();
    private String cursor = "";
    private int unreadable;

    Round(Collection<Selector> selectors, Instant started) {
        this.started = started;
        for (Selector selector : selectors) {
            if (selector.isFollowed() && found.putIfAbsent(selector, new LinkedHashSet<>()) == null) {
                plan(selector);
            }
        }
    }

    Instant started() {
        return started;
    }

    private void plan(Selector selector) {
        if (selector instanceof Series series) {
            plan.add(() -> List.of(
                    markets(Map.of("series_ticker", series.ticker(), "status", "open"), into(selector)),
                    markets(Map.of("series_ticker", series.ticker(), "status", "paused"), into(selector))));
        } else if (selector instanceof Event event) {
            plan.add(() -> List.of(markets(Map.of("event_ticker", event.ticker()), into(selector))));
        } else if (selector instanceof Found asked) {
            plan.add(() -> List.of(query(asked)));
        } else if (selector instanceof Mine) {
            Set<String> own = new LinkedHashSet<>();
            plan.add(() -> account(own));
            plan.add(() -> alive(own, into(selector)));
        }
    }

    private Consumer<Market> into(Selector selector) {
        Set<String> tickers = found.computeIfAbsent(selector, missing -> new LinkedHashSet<>());
        return market -> tickers.add(market.ticker());
    }

    private Step query(Found asked) {
        Query query = asked.query();
        Map<String, Object> parameters = new HashMap<>(Map.of("status", query.status(), "mve_filter", "exclude"));
        if (query.series() != null) {
            parameters.put("series_ticker", query.series());
        }
        if (query.event() != null) {
            parameters.put("event_ticker", query.event());
        }
        List<Market> best = new ArrayList<>();
        return new Step("GetMarkets", parameters, items -> {
            live(items, best::add);
            query.keepBest(best);
            Set<String> tickers = new LinkedHashSet<>();
            best.forEach(market -> tickers.add(market.ticker()));
            found.put(asked, tickers);
        });
    }

    private List<Step> account(Set<String> own) {
        long justBefore = started.minus(JUST).getEpochSecond();
        return List.of(
                new Step(
                        "GetPositions",
                        Map.of("count_filter", "position"),
                        items -> each(items, Position.class, held -> {
                            if (held.quantity().units() != 0) {
                                own.add(held.ticker());
                            }
                        })),
                new Step(
                        "GetOrders",
                        Map.of("status", "resting"),
                        items -> each(items, OrderUpdate.class, order -> own.add(order.ticker()))),
                new Step(
                        "GetFills",
                        Map.of("min_ts", justBefore),
                        items -> each(items, Fill.class, fill -> own.add(fill.ticker()))));
    }

    /** The account may hold something in a market that is over, and was perhaps filled there. */
    private static List<Step> alive(Set<String> tickers, Consumer<Market> into) {
        List<Step> look = new ArrayList<>();
        List<String> all = List.copyOf(tickers);
        for (int from = 0; from < all.size(); from += TICKERS_AT_ONCE) {
            List<String> some = all.subList(from, Math.min(all.size(), from + TICKERS_AT_ONCE));
            look.add(markets(Map.of("tickers", some), into));
        }
        return look;
    }

    private static Step markets(Map<String, Object> parameters, Consumer<Market> into) {
        return new Step("GetMarkets", parameters, items -> live(items, into));
    }

    private static void live(List<?> items, Consumer<Market> into) {
        each(items, Market.class, market -> {
            if (market.status() == null || !OVER.contains(market.status())) {
                into.accept(market);
            }
        });
    }

    private static <T> void each(List<?> items, Class<T> type, Consumer<T> into) {
        items.forEach(item -> into.accept(type.cast(item)));
    }

    /** Returns what to ask next; null when everything was asked. */
    @Nullable
    Request next() {
        while (steps.isEmpty() && !plan.isEmpty()) {
            steps.addAll(plan.remove().get());
        }
        Step step = steps.peek();
        if (step == null) {
            return null;
        }
        Map<String, Object> parameters = new HashMap<>(step.parameters());
        parameters.put("limit", PAGE_SIZE);
        if (!cursor.isEmpty()) {
            parameters.put("cursor", cursor);
        }
        return new Request(step.operation(), parameters);
    }

    /**
     * Takes the answer to what was asked last.
     *
     * @throws IllegalStateException if the exchange's pages go in a circle
     */
    void keep(Page<?> page) {
        steps.element().items().accept(page.items());
        unreadable += page.unreadable().size();
        cursor = page.cursor();
        if (page.isLast()) {
            steps.remove();
            cursors.clear();
        } else if (!cursors.add(cursor)) {
            throw new IllegalStateException("expected a new cursor after each page, found one for the second time");
        }
    }

    /** What each selector stands for; complete when there is no {@link #next}. */
    Map<Selector, Set<String>> found() {
        return found;
    }

    /** How many items of the answers could not be read; their markets may be missing. */
    int unreadable() {
        return unreadable;
    }
}
