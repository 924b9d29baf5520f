package caravan.sandbox.exchange;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Which faults are switched on, and how often each was thrown. Used from the event loop only. */
final class Faults {
    private final Tally thrown = new Tally();
    boolean down;
    boolean duplicateFills;
    boolean withholdFills;

    void count(String fault) {
        thrown.add(fault);
    }

    ObjectNode thrown() {
        return thrown.toJson();
    }
}
