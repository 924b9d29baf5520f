package caravan.recording;

import caravan.model.Frame;
import caravan.model.Unreadable;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Rows of frames that nobody could use. Everything is cut to what its column holds: the table must take any frame. */
final class QuarantineRows {
    private static final int LONGEST_REASON = 1_000;
    /** H2 keeps at most 1 048 576 characters in a column. */
    private static final int LONGEST_TEXT = 1_000_000;

    private QuarantineRows() {}

    static void unreadable(Unreadable unreadable, Frame frame, Columns columns) throws SQLException {
        columns.number(frame.connectionId())
                .number(frame.number())
                .text(fit(frame.connection(), 64))
                .number(frame.subscription())
                .number(frame.sequence())
                .time(frame.receivedTime())
                .text(fit(unreadable.type(), 64))
                .text(fit(unreadable.ticker(), 128))
                .text(fit(unreadable.reason(), LONGEST_REASON))
                .text(fit(frame.text(), LONGEST_TEXT));
    }

    /** The text, cut to what a column holds, without what PostgreSQL refuses. */
    static @Nullable String fit(@Nullable String text, int longest) {
        if (text == null) {
            return null;
        }
        // PostgreSQL cannot keep the character zero.
        String storable = text.indexOf('\0') < 0 ? text : text.replace('\0', '\uFFFD');
        if (storable.length() <= longest) {
            return storable;
        }
        int end = Character.isHighSurrogate(storable.charAt(longest - 1)) ? longest - 1 : longest;
        return storable.substring(0, end);
    }
}
