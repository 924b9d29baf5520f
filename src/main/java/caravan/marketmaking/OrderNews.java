package caravan.marketmaking;

import caravan.model.Card;
import caravan.model.OrderRequest.Exit;
import caravan.model.RestingOrder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells what became of orders: each at once in {@code trade.log}, all of them in a card, one a minute at most.
 *
 * <p>A strategy may place more orders a second than a person can read, or Discord takes. Thread-safe.
 */
public final class OrderNews {
    private static final Duration PAUSE = Duration.ofMinutes(1);
    /** Of more orders in a market only their number is told. */
    private static final int MOST_NAMED = 4;

    private final TradeLog log;
    private final boolean tells;
    private final InstantSource clock;

    private final Map<String, Placed> placed = new TreeMap<>();
    private int canceled;
    private int closed;
    private @Nullable Instant told;

    /** What was placed in a market since the last card. */
    private static final class Placed {
        private final List<String> named = new ArrayList<>();
        private int count;

        void add(RestingOrder order) {
            count++;
            if (named.size() < MOST_NAMED) {
                named.add("%s %s at %s"
                        .formatted(order.side().name().toLowerCase(Locale.ROOT), order.quantity(), order.price()));
            }
        }

        String text() {
            return count > named.size() ? count + " orders" : String.join(", ", named);
        }
    }

    /** @param tells whether there are cards */
    public OrderNews(TradeLog log, boolean tells, InstantSource clock) {
        this.log = log;
        this.tells = tells;
        this.clock = clock;
    }

    synchronized void opened(Collection<RestingOrder> orders) {
        log.opened(orders);
        orders.forEach(order ->
                placed.computeIfAbsent(order.ticker(), first -> new Placed()).add(order));
    }

    synchronized void canceled(Collection<RestingOrder> orders) {
        log.canceled(orders);
        canceled += orders.size();
    }

    synchronized void closed(Collection<Exit> exits) {
        log.closed(exits);
        closed += exits.size();
    }

    /** What was not told yet; null where there is nothing, or where a card came less than a minute ago. */
    synchronized @Nullable Card card(String strategy) {
        Instant now = clock.instant();
        boolean early = told != null && now.isBefore(told.plus(PAUSE));
        if (!tells || early || placed.isEmpty() && canceled == 0 && closed == 0) {
            return null;
        }
        int orders = placed.values().stream().mapToInt(market -> market.count).sum();
        List<Card.Field> fields = placed.entrySet().stream()
                .map(market -> Card.Field.of(market.getKey(), market.getValue().text()))
                .toList();
        Card card = new Card(
                "%d orders placed, %d canceled, %d positions closed".formatted(orders, canceled, closed),
                null,
                null,
                null,
                fields,
                strategy,
                now,
                null,
                null);
        placed.clear();
        canceled = 0;
        closed = 0;
        told = now;
        return card;
    }
}
