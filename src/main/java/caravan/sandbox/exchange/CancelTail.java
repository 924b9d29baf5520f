package caravan.sandbox.exchange;

import caravan.sandbox.engine.Engine;
import caravan.sandbox.exchange.rest.Answer;
import caravan.sandbox.simulation.World;

/**
 * Cancels once more some time after all orders were canceled: the exchange may take those along that are placed within a
 * minute. Used from the event loop only.
 *
 * @see <a href="https://docs.kalshi.com/api-reference/orders/cancel-all-orders">Kalshi: cancel all orders</a>
 */
final class CancelTail {
    private static final String CANCEL_ALL = "/portfolio/events/orders";
    private static final int NO_CONTENT = 204;

    private final World world;
    private final Faults faults;

    CancelTail(World world, Faults faults) {
        this.world = world;
        this.faults = faults;
    }

    /**
     * Looks at a request that was carried out.
     *
     * @param path below the base path
     */
    void after(String method, String path, Answer answer) {
        if (method.equals("DELETE") && path.equals(CANCEL_ALL) && answer.status() == NO_CONTENT) {
            ArmedFault tail = faults.strike(Fault.CANCEL_ALL_TAIL, method, path);
            if (tail != null) {
                world.engine().at(world.engine().now() + tail.number() * 1_000_000L, this::sweep);
            }
        }
    }

    private void sweep() {
        Engine engine = world.engine();
        if (engine.exchangeActive()) {
            world.own().restingOrders().forEach(engine::cancel);
        }
    }
}
