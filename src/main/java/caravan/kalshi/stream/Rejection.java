package caravan.kalshi.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.UpgradeRejectedException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Why the exchange did not accept the handshake, and what a person can do about it.
 *
 * @param reason one line; nothing of the exchange's own text is in it but a status or a code
 */
record Rejection(Cause cause, String reason) {
    /** What has to change before another try can succeed. */
    enum Cause {
        /** This machine's clock; that may be set right at any time. */
        CLOCK,
        /** The settings: trying again with the same ones only annoys the exchange. */
        CREDENTIALS,
        /** Nothing here: the exchange is busy or away. */
        EXCHANGE
    }

    private static final JsonMapper JSON = new JsonMapper();
    private static final int UNAUTHORIZED = 401;

    /** Less may be the age of the Date header; a signature that is off by more is refused. */
    private static final Duration PLAUSIBLE = Duration.ofSeconds(5);

    /**
     * @param sent the time by the clock here that was signed
     */
    static Rejection of(UpgradeRejectedException rejected, Instant sent) {
        if (rejected.getStatus() != UNAUTHORIZED) {
            return new Rejection(
                    Cause.EXCHANGE, "the exchange answered the handshake with HTTP " + rejected.getStatus());
        }
        JsonNode error = error(rejected.getBody());
        String code = error.path("code").asText("").toLowerCase(Locale.ROOT);
        String details = error.path("details").asText("").toUpperCase(Locale.ROOT);
        Duration ahead = ahead(rejected.getHeaders().get("Date"), sent);
        if (code.contains("timestamp")) {
            return new Rejection(
                    Cause.CLOCK,
                    "401: the time of the signature is refused; " + clock(ahead) + ". Set this machine's clock");
        }
        if (details.equals("NOT_FOUND")) {
            return new Rejection(
                    Cause.CREDENTIALS,
                    "401: the exchange does not know the key id. Check kalshi.api-key-id, and that the key was made in the"
                            + " environment that kalshi.environment names");
        }
        if (details.contains("SIGNATURE") || code.contains("signature")) {
            return new Rejection(
                    Cause.CREDENTIALS,
                    "401: the signature is refused: the private key does not belong to the key id. Check"
                            + " kalshi.private-key-path (or kalshi.private-key-pem) against kalshi.api-key-id");
        }
        if (ahead != null && ahead.abs().compareTo(PLAUSIBLE) > 0) {
            return new Rejection(
                    Cause.CLOCK, "401 without a known reason; " + clock(ahead) + ". Set this machine's clock");
        }
        if (code.isEmpty() && details.isEmpty()) {
            // Some gateway's page, as during maintenance: the exchange itself always gives a code.
            return new Rejection(
                    Cause.EXCHANGE,
                    "401 without the exchange's own words, as its gateway gives during maintenance. If it lasts, check"
                            + " kalshi.api-key-id, the private key and kalshi.environment");
        }
        return new Rejection(
                Cause.CREDENTIALS,
                "401 without a known reason. Check kalshi.api-key-id, the private key and kalshi.environment, and that the"
                        + " key still exists");
    }

    /** The error object, in either of the shapes that the exchange uses. */
    private static JsonNode error(@Nullable Buffer body) {
        try {
            JsonNode root = JSON.readTree(body == null ? "" : body.toString(StandardCharsets.UTF_8));
            return root.path("error").isObject() ? root.path("error") : root;
        } catch (JsonProcessingException e) {
            return JSON.missingNode(); // not the exchange's JSON: some gateway's page, which tells nothing
        }
    }

    private static @Nullable Duration ahead(@Nullable String date, Instant sent) {
        if (date == null) {
            return null;
        }
        try {
            return Duration.between(
                    ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant(),
                    sent);
        } catch (DateTimeException e) {
            return null; // a Date that is none tells nothing about the clock
        }
    }

    private static String clock(@Nullable Duration ahead) {
        if (ahead == null) {
            return "the clock here differs from the exchange's by too much";
        }
        return "the clock here is %d s %s the exchange's"
                .formatted(ahead.abs().toSeconds(), ahead.isNegative() ? "behind" : "ahead of");
    }
}
