package caravan.recording;

import caravan.model.ControlReply;
import caravan.model.Frame;
import java.sql.SQLException;

/** Rows of what the exchange answered to commands: it takes a place in a subscription's sequence, too. */
final class ConnectionRows {
    private ConnectionRows() {}

    static void reply(ControlReply reply, Frame frame, Columns columns) throws SQLException {
        columns.number(frame.connectionId())
                .number(frame.number())
                .number(frame.subscription())
                .number(frame.sequence())
                .time(frame.receivedTime())
                .text(frame.type())
                .text(frame.text());
    }
}
