package caravan.recording;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How many frames of one type a stretch of a connection has, and what became of those that have no row in their table.
 *
 * @param firstFrame the first frame of the stretch, of whatever type
 * @param quarantined refused by the table
 * @param dropped lost, for the reason told
 */
record FrameCount(
        long connectionId,
        String connection,
        long firstFrame,
        long lastFrame,
        Instant lastReceivedTime,
        String type,
        String table,
        long frames,
        long quarantined,
        long dropped,
        @Nullable String reason) {}
