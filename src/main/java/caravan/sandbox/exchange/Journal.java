package caravan.sandbox.exchange;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** What clients did, for those who test them. Keeps no signature, only its hash. Used from the event loop only. */
final class Journal {
    private static final int KEPT = 1_000;

    final Tally sent = new Tally();
    final Tally commands = new Tally();
    private final Tally requests = new Tally();
    private final Tally rejections = new Tally();
    private final Deque<String> logins = new ArrayDeque<>();
    private long loginCount;
    private long overBudget;

    void login(String signature) {
        loginCount++;
        logins.add(hash(signature));
        if (logins.size() > KEPT) {
            logins.remove();
        }
    }

    void rejected(ObjectNode body) {
        String details = body.at("/error/details").asText();
        rejections.add(details.isEmpty() ? body.at("/error/code").asText() : details);
    }

    /** @param operation for example {@code GET /markets/{ticker}}; null for a request that means nothing here */
    void request(@Nullable String operation) {
        requests.add(operation == null ? "other" : operation);
    }

    /** A request for which the account had no tokens; faults are counted apart. */
    void overBudget() {
        overBudget++;
    }

    void writeTo(ObjectNode state) {
        state.set("frames_sent", sent.toJson());
        state.set("commands", commands.toJson());
        state.set("requests", requests.toJson());
        state.set("rejected_logins", rejections.toJson());
        state.put("over_budget", overBudget);
        state.put("logins", loginCount);
        ArrayNode hashes = state.putArray("login_signatures");
        logins.forEach(hashes::add);
    }

    private static String hash(String signature) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(signature.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
