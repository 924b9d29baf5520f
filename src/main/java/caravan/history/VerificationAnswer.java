package caravan.history;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Says the outcome of a verification in the words of the API. */
public final class VerificationAnswer {
    private final Verification verification;

    public VerificationAnswer(Verification verification) {
        this.verification = verification;
    }

    /** Verifies, and returns the outcome: whether it holds, the counts, and the holes. */
    public Map<String, Object> verify() {
        VerificationReport report = verification.verify();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("holds", report.holds());
        answer.put(
                "counts",
                report.counts().stream().map(VerificationAnswer::count).toList());
        List<Map<String, Object>> frameHoles = new ArrayList<>();
        report.frameHoles().forEach(hole -> {
            Map<String, Object> words = connection(hole.connection(), hole.connectionId());
            words.put("first_frame", hole.firstFrame());
            words.put("last_frame", hole.lastFrame());
            frameHoles.add(words);
        });
        answer.put("frame_holes", frameHoles);
        List<Map<String, Object>> sequenceHoles = new ArrayList<>();
        report.sequenceHoles().forEach(hole -> {
            Map<String, Object> words = connection(hole.connection(), hole.connectionId());
            words.put("subscription", hole.subscription());
            words.put("first_sequence", hole.firstSequence());
            words.put("last_sequence", hole.lastSequence());
            sequenceHoles.add(words);
        });
        answer.put("sequence_holes", sequenceHoles);
        return answer;
    }

    private static Map<String, Object> count(VerificationReport.Count count) {
        Map<String, Object> words = connection(count.connection(), count.connectionId());
        words.put("type", count.type());
        words.put("table", count.table());
        words.put("frames", count.frames());
        words.put("rows", count.rows());
        words.put("duplicates", count.duplicates());
        words.put("quarantined", count.quarantined());
        words.put("dropped", count.dropped());
        words.put("deleted", count.deleted());
        words.put("missing", count.missing());
        return words;
    }

    private static Map<String, Object> connection(String name, long id) {
        Map<String, Object> words = new LinkedHashMap<>();
        words.put("connection", name);
        words.put("connection_id", id);
        return words;
    }
}
