package caravan.recording;

import caravan.model.Frame;
import caravan.model.StreamMessage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way to a table, and the frame that it can be made from again.
 *
 * <p>The values are made when the database asks for them: thousands of rows wait in the queues, and the collector has to
 * carry whatever waits.
 */
public record Row(String table, StreamMessage message, Frame frame) {
    /** The values in the order of the columns that the table's insert names. */
    List<@Nullable Object> values() {
        return Rows.values(message, frame);
    }
}
