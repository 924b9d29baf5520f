package caravan.recording;

import caravan.model.Gap;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Translates gaps to rows of {@code gaps}, in the order of the columns in {@code recording.camel.yaml}. */
public final class GapRows {
    private static final int LONGEST_REASON = 1_000;

    /** The values of a gap that was noticed. */
    public List<@Nullable Object> opened(Gap gap) {
        return Arrays.asList(
                gap.connectionId(),
                gap.number(),
                gap.connection(),
                gap.subscription(),
                QuarantineRows.fit(gap.ticker(), 128),
                gap.expectedSequence(),
                gap.foundSequence() == 0 ? null : gap.foundSequence(),
                QuarantineRows.fit(gap.reason(), LONGEST_REASON),
                gap.markets(),
                Columns.micros(gap.openedTime()));
    }

    /** The values that a gap has when it is over, and its key. */
    public List<@Nullable Object> closed(Gap gap) {
        Instant closed = gap.closedTime();
        return Arrays.asList(
                closed == null ? null : Columns.micros(closed), gap.lostMarkets(), gap.connectionId(), gap.number());
    }
}
