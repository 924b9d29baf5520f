package caravan.trading;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A limit of what may be lost, counted from what is held at its cost.
 *
 * <p>Whoever closes with a gain has that gain, and it covers no other loss any more: so much more may be lost of what is left,
 * without an order. What was closed a moment ago and is not known to everybody counts the same. Nothing else may lead
 * above the limit, and nothing at all further above.
 */
final class Ceiling {
    private record Gain(long time, long amount) {}

    private final Deque<Gain> gains = new ArrayDeque<>();
    private long lately;
    private long before;

    /**
     * Takes the next moment.
     *
     * @param limit as it is now
     * @param gained since the one before
     */
    boolean holds(long limit, long loss, long gained, long now) {
        if (gained > 0) {
            gains.add(new Gain(now, gained));
            lately += gained;
        }
        while (!gains.isEmpty() && gains.peek().time() < now - Truth.KNOWN) {
            lately -= gains.remove().amount();
        }
        boolean holds = loss <= Math.max(limit + lately, before + gained);
        before = loss;
        return holds;
    }
}
