package caravan.history;

import java.util.List;

/**
 * Whether everything that was received is accounted for.
 *
 * <p>It covers stretches of frames that were counted. What was received since then, some seconds, is in the spool on its
 * way to the database.
 *
 * @param counts one for each type of message of each connection
 * @param frameHoles frames of a connection that nobody counted: they are still in the spool, or lost
 * @param sequenceHoles what the exchange sent and we never got, or dropped; the count proof holds nevertheless
 */
public record VerificationReport(List<Count> counts, List<FrameHole> frameHoles, List<SequenceHole> sequenceHoles) {
    public VerificationReport {
        counts = List.copyOf(counts);
        frameHoles = List.copyOf(frameHoles);
        sequenceHoles = List.copyOf(sequenceHoles);
    }

    /**
     * {@code frames = rows + duplicates + quarantined + dropped + deleted + missing}, for one type of one connection.
     *
     * @param type the exchange's word; several where their table does not tell them apart
     * @param table where their rows are; {@code control_replies} for answers to commands, {@code quarantine} for what
     *     could not be read, {@code unknown} for what was lost before anybody knew what it was
     * @param frames how many were received, as counted when they arrived
     * @param rows rows that are there, each with a place in its subscription's sequence that no other has
     * @param duplicates rows that are there and repeat a place in the sequence: the exchange sent them twice
     * @param quarantined rows that are in the quarantine because their table refused them
     * @param dropped frames that were declared lost
     * @param deleted rows that were deleted because they were too old, or too many
     */
    public record Count(
            String connection,
            long connectionId,
            String type,
            String table,
            long frames,
            long rows,
            long duplicates,
            long quarantined,
            long dropped,
            long deleted) {
        /** Frames that nothing accounts for; negative when there are more rows than frames. Zero is right. */
        public long missing() {
            return frames - rows - duplicates - quarantined - dropped - deleted;
        }
    }

    /** Frames from one to another, both among them. */
    public record FrameHole(String connection, long connectionId, long firstFrame, long lastFrame) {}

    /** Places in a subscription's sequence that no frame has, from one to another, both among them. */
    public record SequenceHole(
            String connection, long connectionId, long subscription, long firstSequence, long lastSequence) {}

    /** Whether every frame is accounted for. */
    public boolean holds() {
        return frameHoles.isEmpty() && counts.stream().allMatch(count -> count.missing() == 0);
    }
}
