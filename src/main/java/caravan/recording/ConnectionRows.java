package caravan.recording;

import caravan.model.ControlReply;
import caravan.model.Frame;
import caravan.model.StreamCommand;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Rows of what the exchange answered to commands: it takes a place in a subscription's sequence, too. */
final class ConnectionRows {
    private static final JsonMapper JSON = new JsonMapper();

    private ConnectionRows() {}

    static void reply(ControlReply reply, Frame frame, Columns columns) throws SQLException {
        StreamCommand command = reply instanceof ControlReply.Done done ? done.command() : null;
        columns.number(frame.connectionId())
                .number(frame.number())
                .number(frame.subscription())
                .number(frame.sequence())
                .time(frame.receivedTime())
                .text(frame.type())
                .text(frame.text())
                .text(word(command))
                .text(
                        command == null
                                ? null
                                : JSON.valueToTree(command.tickers()).toString());
    }

    private static @Nullable String word(@Nullable StreamCommand command) {
        if (command == null) {
            return null;
        }
        if (command instanceof StreamCommand.AddMarkets) {
            return "add";
        }
        if (command instanceof StreamCommand.RemoveMarkets) {
            return "remove";
        }
        return command instanceof StreamCommand.SetMarkets ? "set" : "snapshots";
    }
}
