package caravan.kalshi.stream;

import caravan.kalshi.auth.Refusal;
import caravan.kalshi.wire.ErrorBody;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.UpgradeRejectedException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
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

    private static final int UNAUTHORIZED = 401;

    /**
     * @param sent the time by the clock here that was signed
     */
    static Rejection of(UpgradeRejectedException rejected, Instant sent) {
        if (rejected.getStatus() != UNAUTHORIZED) {
            return new Rejection(
                    Cause.EXCHANGE, "the exchange answered the handshake with HTTP " + rejected.getStatus());
        }
        Buffer body = rejected.getBody();
        ErrorBody error = ErrorBody.read(body == null ? new byte[0] : body.getBytes());
        Duration ahead = ahead(rejected.getHeaders().get("Date"), sent);
        Refusal refusal = Refusal.of(error.code(), error.details(), ahead);
        return new Rejection(
                cause(refusal),
                "401: " + refusal.advice() + (refusal == Refusal.CLOCK && ahead != null ? "; " + clock(ahead) : ""));
    }

    private static Cause cause(Refusal refusal) {
        if (refusal == Refusal.CLOCK) {
            return Cause.CLOCK;
        }
        return refusal.isLasting() ? Cause.CREDENTIALS : Cause.EXCHANGE;
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

    private static String clock(Duration ahead) {
        return "the clock here is %d s %s the exchange's"
                .formatted(ahead.abs().toSeconds(), ahead.isNegative() ? "behind" : "ahead of");
    }
}
