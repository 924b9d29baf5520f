package caravan.orders;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * All that sends orders and knows how they stand, put together.
 *
 * @param orders what counts
 * @param desk begins and ends rounds
 * @param dispatch what of them is sent
 * @param answers what the exchange says to it
 * @param groups the exchange's limiters
 * @param lookUps which orders are looked up
 * @param inquiries which requests are asked about
 * @param unmanaged what rests and nobody here keeps
 * @param keeping writes down what is known
 */
public record OrderRoom(
        OwnOrders orders,
        OrderDesk desk,
        OrderDispatch dispatch,
        AnswerDesk answers,
        OrderGroups groups,
        LookUps lookUps,
        Inquiries inquiries,
        UnmanagedOrders unmanaged,
        OrderKeeping keeping) {

    /**
     * Opens it with what an earlier run left.
     *
     * @param instance names this program's data for good: only its own orders are taken over
     * @param sizes as the account's budget allows now
     */
    public static OrderRoom open(
            DataSource ledger,
            String instance,
            OrderHabits habits,
            Supplier<BatchSizes> sizes,
            InstantSource clock,
            MeterRegistry metrics) {
        OrderIndex index = new OrderIndex();
        ClientOrderIds ids = new ClientOrderIds(ledger, instance);
        OrderRows rows = new OrderRows(ledger, instance, clock);
        OwnOrders orders = new OwnOrders(index, ids);
        OrderGroups groups = new OrderGroups(ledger, instance, habits.groupLimit(), clock);
        Obstacles obstacles = new Obstacles(index, clock);
        AnswerDesk answers = new AnswerDesk(new Answers(index), groups, obstacles, clock, metrics);
        new LeftOrders(ledger, instance, clock).takeOver(index);
        gauge(metrics, orders);
        return new OrderRoom(
                orders,
                new OrderDesk(obstacles, new Cancels(index), groups, answers, habits.life(), clock),
                new OrderDispatch(new OrderEntry(index, ids), rows, groups, answers, sizes),
                answers,
                groups,
                new LookUps(index, orders, clock),
                new Inquiries(index, clock),
                new UnmanagedOrders(orders, sizes, habits.wholeAccount()),
                new OrderKeeping(index, rows));
    }

    private static void gauge(MeterRegistry metrics, OwnOrders orders) {
        Gauge.builder("orders.resting", orders, OwnOrders::resting)
                .description("Our orders that rest, as far as the exchange has told")
                .register(metrics);
        Gauge.builder("orders.unknown", orders, OwnOrders::unknown)
                .description("Requests whose outcome nobody knows yet")
                .register(metrics);
    }

    /** By the names that routes give them. */
    public Map<String, Object> beans() {
        return Map.of(
                "openOrders", orders,
                "orderDesk", desk,
                "orderDispatch", dispatch,
                "orderAnswers", answers,
                "orderGroups", groups,
                "orderLookUps", lookUps,
                "orderInquiries", inquiries,
                "unmanagedOrders", unmanaged,
                "orderKeeping", keeping);
    }
}
