package caravan.recording;

import caravan.model.Frame;
import caravan.model.StreamMessage;

/**
 * A message on its way to a table, and the frame that it can be made from again.
 *
 * <p>The values are made when the database asks for them: thousands of rows wait in the queues, and the collector has to
 * carry whatever waits.
 */
public record Row(String table, StreamMessage message, Frame frame) {}
