package caravan.recording;

import caravan.model.ControlReply;
import caravan.model.Frame;
import caravan.model.StreamMessage;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way to a table, and the frame that it can be made from again.
 *
 * <p>The values are made when the database asks for them: thousands of rows wait in the queues, and the collector has to
 * carry whatever waits.
 */
public record Row(String table, StreamMessage message, Frame frame) {
    /** What the exchange answered to commands: it takes a place in a subscription's sequence, too. */
    static final String CONTROL_REPLIES = "control_replies";

    /** The table of a message; null when it is not recorded. */
    static @Nullable String table(StreamMessage message) {
        return message instanceof ControlReply ? CONTROL_REPLIES : Rows.table(message);
    }

    /** The row of a message; null when it is not recorded. */
    static @Nullable Row of(StreamMessage message, Frame frame) {
        String table = table(message);
        return table == null ? null : new Row(table, message, frame);
    }

    /** The values in the order of the columns that the table's insert names. */
    List<@Nullable Object> values() {
        return message instanceof ControlReply ? control() : Rows.values(message, frame);
    }

    private List<@Nullable Object> control() {
        return List.of(
                frame.connectionId(),
                frame.number(),
                frame.subscription(),
                frame.sequence(),
                Objects.requireNonNull(Rows.time(frame.receivedTime())),
                frame.type(),
                frame.text());
    }
}
