package caravan.model;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The value of an index that markets settle by, from CF Benchmarks. Values have more decimals than {@link Money} keeps.
 *
 * @param value null where the vendor's text has none that can be read
 * @param lastMinute over the 60 seconds before this value; null where it was not said
 * @param quarterHour over the last minute before a quarter of an hour ends; null at other times
 * @param vendorText what the vendor sent, whole
 * @param vendorTime when the vendor made the value
 * @param exchangeTime when the exchange received it
 */
public record IndexValue(
        String indexId,
        @Nullable BigDecimal value,
        @Nullable Average lastMinute,
        @Nullable Average quarterHour,
        String vendorText,
        @Nullable Instant vendorTime,
        @Nullable Instant exchangeTime)
        implements StreamMessage {

    /**
     * The mean of some values.
     *
     * @param count how many; 0 where the value itself stands in for the mean
     */
    public record Average(BigDecimal value, int count) {}

    @Override
    public @Nullable String ticker() {
        return null;
    }
}
