package caravan.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A hole in what is known about order books: when it was noticed, and when every book was whole again.
 *
 * <p>Told twice, with the same {@code connectionId} and {@code number}: open, and closed.
 *
 * @param connectionId the connection that it was noticed on
 * @param number counts the gaps of this program from 1
 * @param connection the name of the connection
 * @param subscription the exchange's number for the subscription there
 * @param ticker the one market that it is about; null when it is about every market of the subscription
 * @param expectedSequence what the next frame had to have
 * @param foundSequence what it had; 0 when it had none, or when there was no frame
 * @param reason what was noticed
 * @param markets how many books it made doubtful
 * @param openedTime when it was noticed
 * @param closedTime when the last of these books was whole again, or was given up; null while it is open
 * @param lostMarkets how many of these books were given up
 */
public record Gap(
        long connectionId,
        long number,
        String connection,
        long subscription,
        @Nullable String ticker,
        long expectedSequence,
        long foundSequence,
        String reason,
        int markets,
        Instant openedTime,
        @Nullable Instant closedTime,
        int lostMarkets) {

    /** The same gap, over. */
    public Gap closed(Instant time, int lost) {
        return new Gap(
                connectionId,
                number,
                connection,
                subscription,
                ticker,
                expectedSequence,
                foundSequence,
                reason,
                markets,
                openedTime,
                time,
                lost);
    }
}
