package caravan.notifications;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A notification that is to be sent now.
 *
 * @param kind what it is about, for example {@code order-filled}
 * @param attempts which attempt this is, from 1
 * @param possibleRepeat whether an earlier attempt may have arrived, and Discord would not notice
 * @param plainText whether Discord found fault with the card, so that the news goes as a line of text
 */
public record Due(
        long notificationId,
        String kind,
        @Nullable String orderId,
        @Nullable String ticker,
        Instant createdTime,
        int attempts,
        boolean possibleRepeat,
        boolean plainText) {

    /**
     * Names the notification for good.
     *
     * <p>The number alone would not do: a new database counts from 1 again, and Discord would take its first messages for
     * repeats.
     */
    public String reference() {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, createdTime);
        return Long.toString(notificationId, Character.MAX_RADIX) + "-" + Long.toString(micros, Character.MAX_RADIX);
    }

    Due asPlainText() {
        return new Due(notificationId, kind, orderId, ticker, createdTime, attempts, possibleRepeat, true);
    }
}
