package caravan.recording;

import caravan.model.Frame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row on its way to a table, and the frame that it can be made from again.
 *
 * @param values in the order of the columns that the table's insert names
 */
public record Row(String table, List<@Nullable Object> values, Frame frame) {}
