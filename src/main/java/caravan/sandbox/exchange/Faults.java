package caravan.sandbox.exchange;

import caravan.sandbox.exchange.stream.Overseer.Fate;
import caravan.sandbox.exchange.stream.Overseer.Kind;
import caravan.sandbox.wire.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Which faults are armed, and how often each was thrown. Used from the event loop only. */
final class Faults {
    private final SplittableRandom random;
    private final Tally thrown = new Tally();
    private final Map<Fault, ArmedFault> armed = new EnumMap<>(Fault.class);
    /** Nobody gets in. */
    boolean down;

    private boolean spoilsFrames;

    Faults(SplittableRandom random) {
        this.random = random;
    }

    void arm(Fault fault, ArmedFault how) {
        armed.put(fault, how);
        spoilsFrames = spoilsFrames();
    }

    void disarm(Fault fault) {
        armed.remove(fault);
        spoilsFrames = spoilsFrames();
    }

    void disarmAll() {
        armed.clear();
        spoilsFrames = false;
    }

    private boolean spoilsFrames() {
        return armed.containsKey(Fault.GAP) || armed.containsKey(Fault.DUPLICATE) || armed.containsKey(Fault.REORDER);
    }

    /**
     * Throws a fault, if it is armed for this and its turn has come; counts it then.
     *
     * @param method of the request; null for a frame
     * @param target the request's path, or the frame's type
     * @return how it was armed, or null
     */
    @Nullable
    ArmedFault strike(Fault fault, @Nullable String method, String target) {
        ArmedFault how = armed.get(fault);
        if (how == null || !how.isMeantFor(method, target)) {
            return null;
        }
        if (how.probability() < 1 && random.nextDouble() >= how.probability()) {
            return null;
        }
        ArmedFault next = how.once();
        if (next.left() == 0) {
            disarm(fault);
        } else {
            armed.put(fault, next);
        }
        // A doubled fill is counted when it is told again.
        if (fault != Fault.DUPLICATE_FILLS) {
            count(fault.word());
        }
        return how;
    }

    /** How a fault is armed, without throwing it. */
    @Nullable
    ArmedFault peek(Fault fault) {
        return armed.get(fault);
    }

    /**
     * Decides about a frame, and counts what was done to it by its type too.
     *
     * <p>Where no type is asked for, answers to commands are spared, and only counted frames are lost: a gap in what
     * is not counted is nothing that a client could see.
     *
     * @param swappable whether it may wait for the next one
     */
    Fate fate(String type, Kind kind, boolean swappable) {
        if (!spoilsFrames) {
            return Fate.DELIVERED;
        }
        if (spoils(Fault.GAP, type, kind == Kind.COUNTED)) {
            return Fate.LOST;
        }
        if (spoils(Fault.DUPLICATE, type, kind != Kind.REPLY)) {
            return Fate.DOUBLED;
        }
        return swappable && spoils(Fault.REORDER, type, kind != Kind.REPLY) ? Fate.SWAPPED : Fate.DELIVERED;
    }

    /** @param usual whether a frame of its kind is meant where no type is asked for */
    private boolean spoils(Fault fault, String type, boolean usual) {
        ArmedFault how = armed.get(fault);
        boolean struck = how != null && (usual || how.target() != null) && strike(fault, null, type) != null;
        if (struck) {
            count(fault.word() + ":" + type);
        }
        return struck;
    }

    Fate fateOfFill() {
        if (strike(Fault.WITHHOLD_FILLS, null, "fill") != null) {
            return Fate.LOST;
        }
        return strike(Fault.DUPLICATE_FILLS, null, "fill") != null ? Fate.DOUBLED : Fate.DELIVERED;
    }

    void count(String fault) {
        thrown.add(fault);
    }

    ObjectNode thrown() {
        return thrown.toJson();
    }

    /** What is armed, and how often each strikes yet; -1 for those that stay. */
    ObjectNode switches() {
        ObjectNode node = Json.object().put("down", down);
        for (Fault fault : Fault.values()) {
            ArmedFault how = armed.get(fault);
            String name = fault.word().replace('-', '_');
            if (fault.lasts()) {
                node.put(name, how != null);
            } else if (how != null) {
                node.put(name, how.left() == ArmedFault.FOREVER ? -1 : how.left());
            }
        }
        return node;
    }
}
