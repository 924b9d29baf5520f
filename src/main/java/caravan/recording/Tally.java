package caravan.recording;

import caravan.model.Frame;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts the frames of a stretch by connection, type and table. Its owner sees to it that one thread does so at a time. */
final class Tally {
    /** The table of what was lost before anybody knew what it was. */
    static final String UNKNOWN = "unknown";

    private final Map<Kind, Count> counts = new HashMap<>();
    private final Map<Long, Span> spans = new HashMap<>();
    private @Nullable Count last;

    private record Kind(long connectionId, String type, String table) {}

    private static final class Span {
        private final String connection;
        private final long first;
        private long last;
        private Instant lastReceivedTime;

        Span(Frame frame) {
            this.connection = frame.connection();
            this.first = frame.number();
            this.last = frame.number() - 1;
            this.lastReceivedTime = frame.receivedTime();
        }
    }

    private static final class Count {
        private final Kind kind;
        private final Span span;
        private long frames;
        private long quarantined;
        private long dropped;
        private @Nullable String reason;

        Count(Kind kind, Span span) {
            this.kind = kind;
            this.span = span;
        }
    }

    /** Counts a frame; one that was counted before is none. */
    void add(Frame frame, String table) {
        Count count = count(frame, table);
        if (count.span.last >= frame.number()) {
            return;
        }
        count.frames++;
        count.span.last = frame.number();
        count.span.lastReceivedTime = frame.receivedTime();
    }

    void quarantined(Frame frame, String table) {
        count(frame, table).quarantined++;
    }

    void dropped(Frame frame, String table, String reason) {
        Count count = count(frame, table);
        count.dropped++;
        count.reason = reason;
    }

    /** Frames were lost after this one, and nobody knows what they were. */
    void droppedAfter(Frame frame, long frames, String reason) {
        Count count = count(frame.connectionId(), UNKNOWN, UNKNOWN, span(frame));
        count.frames += frames;
        count.dropped += frames;
        count.reason = reason;
        count.span.last += frames;
    }

    private Count count(Frame frame, String table) {
        Count same = last;
        if (same != null
                && same.kind.connectionId == frame.connectionId()
                && same.kind.type.equals(frame.type())
                && same.kind.table.equals(table)) {
            return same;
        }
        Count count = count(frame.connectionId(), frame.type(), table, span(frame));
        last = count;
        return count;
    }

    private Count count(long connectionId, String type, String table, Span span) {
        return counts.computeIfAbsent(new Kind(connectionId, type, table), kind -> new Count(kind, span));
    }

    private Span span(Frame frame) {
        return spans.computeIfAbsent(frame.connectionId(), id -> new Span(frame));
    }

    List<FrameCount> counts() {
        List<FrameCount> all = new ArrayList<>();
        for (Count count : counts.values()) {
            all.add(new FrameCount(
                    count.kind.connectionId,
                    count.span.connection,
                    count.span.first,
                    count.span.last,
                    count.span.lastReceivedTime,
                    count.kind.type,
                    count.kind.table,
                    count.frames,
                    count.quarantined,
                    count.dropped,
                    count.reason));
        }
        return all;
    }
}
