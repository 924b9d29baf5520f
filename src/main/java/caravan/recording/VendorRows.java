package caravan.recording;

import caravan.model.Frame;
import caravan.model.IndexValue;
import caravan.model.IndexValue.Average;
import caravan.model.UnderlyingValue;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Rows of values that the exchange passes on from other vendors. */
final class VendorRows {
    private VendorRows() {}

    static void index(IndexValue index, Frame frame, Columns columns) throws SQLException {
        columns.number(frame.connectionId())
                .number(frame.number())
                .number(frame.subscription())
                .number(frame.sequence())
                .time(frame.receivedTime())
                .time(index.exchangeTime())
                .time(index.vendorTime())
                .text(frame.type())
                .text(index.indexId())
                .decimal(index.value());
        average(index.lastMinute(), columns);
        average(index.quarterHour(), columns);
        columns.text(index.vendorText());
    }

    private static void average(@Nullable Average average, Columns columns) throws SQLException {
        if (average == null) {
            columns.none(2);
        } else {
            columns.decimal(average.value()).number(average.count());
        }
    }

    static void underlying(UnderlyingValue underlying, Frame frame, Columns columns) throws SQLException {
        columns.number(frame.connectionId())
                .number(frame.number())
                .number(frame.subscription())
                .number(frame.sequence())
                .time(frame.receivedTime())
                .time(underlying.exchangeTime())
                .time(underlying.vendorTime())
                .text(underlying.underlying())
                .decimal(underlying.dollars());
    }
}
