package caravan.sandbox.simulation;

/**
 * An event's values as they go on, second by second.
 *
 * <p>The steps are made when somebody looks, always the same ones: looking changes nothing.
 */
final class ValuePath {
    private static final long STEP = 1_000_000;
    private static final double MICROS_PER_HOUR = 3_600e6;

    private final EventValue value;
    private final long end;
    private long reached;

    /**
     * @param start microseconds since 1970
     * @param end when the event is going to close; nothing moves after it
     */
    ValuePath(EventValue value, long start, long end) {
        this.value = value;
        this.reached = start;
        this.end = end;
    }

    EventValue at(long now) {
        while (reached + STEP <= now && reached + STEP <= end) {
            reached += STEP;
            value.move(STEP / MICROS_PER_HOUR, (end - reached) / MICROS_PER_HOUR);
        }
        return value;
    }
}
