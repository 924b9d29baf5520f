package caravan.orders;

import caravan.model.Approved;
import caravan.model.GroupRequest;
import caravan.model.OrderGroup;
import caravan.model.OrderRequest;
import caravan.model.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The exchange's own limiter, one for each market: it cancels our orders there when more than so much of them trades
 * within 15 seconds, also when we cannot. Kept in the ledger, so that a restart uses the same ones. Thread-safe.
 */
public final class OrderGroups {
    private static final Logger LOG = LoggerFactory.getLogger(OrderGroups.class);
    /** The exchange counts what traded within 15 seconds. */
    private static final Duration PAUSE = Duration.ofSeconds(16);
    /** After a refusal nobody asks for a group again for so long. */
    private static final Duration RETRY = Duration.ofMinutes(10);

    private final JdbcClient jdbc;
    private final String instance;
    private final Quantity limit;
    private final InstantSource clock;
    private final Map<String, Group> groups = new HashMap<>();
    private final Map<String, Instant> triggered = new ConcurrentHashMap<>();
    private final Map<String, Instant> refused = new HashMap<>();

    private record Group(String id, Quantity limit) {}

    /** @param limit contracts that may trade within 15 seconds; zero for twice what is first quoted in a market */
    OrderGroups(DataSource ledger, String instance, Quantity limit, InstantSource clock) {
        this.jdbc = JdbcClient.create(ledger);
        this.instance = instance;
        this.limit = limit;
        this.clock = clock;
        jdbc.sql("select ticker, order_group_id, limit_contracts from order_groups where instance = :instance")
                .param("instance", instance)
                .query(row -> {
                    groups.put(row.getString(1), new Group(row.getString(2), Quantity.of(row.getBigDecimal(3))));
                });
    }

    /** The group that new orders of a market go into; null where there is none. */
    synchronized @Nullable String id(String ticker) {
        Group group = groups.get(ticker);
        return group == null ? null : group.id();
    }

    /**
     * Why no new order is taken in a market: its group had enough a moment ago. Takes no lock, for who asks holds one that
     * cancels need, and the ledger may hang while a group is written down.
     */
    Optional<String> obstacle(String ticker) {
        Instant time = triggered.get(ticker);
        return time == null || !clock.instant().isBefore(time.plus(PAUSE))
                ? Optional.empty()
                : Optional.of("too much traded within 15 seconds, so the order group takes no orders until "
                        + time.plus(PAUSE));
    }

    /** What the exchange has to be asked before these are placed. */
    public synchronized List<GroupRequest> needed(List<Approved> approved) {
        Map<String, GroupRequest> needed = new LinkedHashMap<>();
        for (Approved one : approved) {
            if (one.request() instanceof OrderRequest.Create create) {
                needed(create.ticker(), create.quote().quantity())
                        .ifPresent(request -> needed.putIfAbsent(create.ticker(), request));
            }
        }
        return List.copyOf(needed.values());
    }

    private Optional<GroupRequest> needed(String ticker, Quantity quantity) {
        if (obstacle(ticker).isPresent()) {
            return Optional.empty();
        }
        Quantity wanted = limit.units() > 0 ? limit : quantity.plus(quantity);
        Group group = groups.get(ticker);
        boolean suits = group != null
                && (group.limit().equals(wanted)
                        || limit.units() == 0 && group.limit().compareTo(wanted) > 0);
        Instant time = refused.get(ticker);
        if (!suits && (time == null || !clock.instant().isBefore(time.plus(RETRY)))) {
            return Optional.of(new GroupRequest.Open(ticker, wanted));
        }
        return group != null && triggered.containsKey(ticker)
                ? Optional.of(new GroupRequest.Reset(ticker, group.id()))
                : Optional.empty();
    }

    /** The exchange has answered. */
    public synchronized void answered(GroupRequest request, @Nullable Object answer) {
        if (request instanceof GroupRequest.Reset reset) {
            triggered.remove(reset.ticker());
        } else if (answer instanceof OrderGroup group && request instanceof GroupRequest.Open open) {
            opened(open.ticker(), new Group(group.id(), open.limit()));
        } else {
            refused(request, "expected the id of a new group, found " + answer);
        }
    }

    private void opened(String ticker, Group group) {
        groups.put(ticker, group);
        triggered.remove(ticker);
        refused.remove(ticker);
        jdbc.sql("delete from order_groups where ticker = :ticker and instance = :instance")
                .param("ticker", ticker)
                .param("instance", instance)
                .update();
        jdbc.sql("""
                        insert into order_groups (ticker, instance, order_group_id, limit_contracts, created_time)
                        values (:ticker, :instance, :id, :limit, :time)
                        """)
                .param("ticker", ticker)
                .param("instance", instance)
                .param("id", group.id())
                .param("limit", group.limit().toBigDecimal())
                .param("time", OrderRows.time(clock.instant()))
                .update();
    }

    /** The exchange takes no more orders of the group until it is reset. */
    synchronized void triggered(String ticker) {
        if (triggered.putIfAbsent(ticker, clock.instant()) == null) {
            LOG.warn("Too much of our orders in {} traded within 15 seconds: their group has canceled them", ticker);
        }
    }

    /** The exchange has no such group any more: orders go without one until another is made. */
    public synchronized void notFound(GroupRequest request, String reason) {
        if (request instanceof GroupRequest.Reset reset) {
            groups.remove(reset.ticker());
            triggered.remove(reset.ticker());
        }
        refused(request, reason);
    }

    /**
     * The exchange does not make or reset a group now, or has not answered. A group that is known goes on holding: one that
     * takes no orders places none, and is to be reset with the next round.
     */
    public synchronized void refused(GroupRequest request, String reason) {
        String ticker =
                request instanceof GroupRequest.Open open ? open.ticker() : ((GroupRequest.Reset) request).ticker();
        if (request instanceof GroupRequest.Open) {
            refused.put(ticker, clock.instant());
        }
        String id = id(ticker);
        LOG.warn(
                "Orders in {} go {} for now: {}",
                ticker,
                id == null ? "without an order group" : "into the order group " + id + " as it is",
                reason);
    }
}
