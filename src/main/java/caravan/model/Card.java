package caravan.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * News for a person, as a chat shows it: a heading, a few fields, a colour at the edge.
 *
 * <p>Every text is plain data. Whoever shows the card sees to it that nothing in it acts as formatting, as a link or as a
 * mention, and shortens what is too long.
 *
 * @param url where the heading leads to
 * @param colour red, green and blue as {@code 0xRRGGBB}
 * @param footer small print below the fields
 * @param timestamp the moment that the card is about, shown beside the footer
 * @param content a line outside the card; the whole message when there is nothing else
 * @param reference names the news for good, at most 25 characters: two cards with the same reference tell the same
 */
public record Card(
        @Nullable String title,
        @Nullable String url,
        @Nullable String description,
        @Nullable Integer colour,
        List<Field> fields,
        @Nullable String footer,
        @Nullable Instant timestamp,
        @Nullable String content,
        @Nullable String reference) {
    public static final int LONGEST_REFERENCE = 25;

    public Card {
        fields = List.copyOf(fields);
        if (reference != null && reference.length() > LONGEST_REFERENCE) {
            throw new IllegalArgumentException(
                    "reference must be at most " + LONGEST_REFERENCE + " characters, was '" + reference + "'");
        }
    }

    /** A message that is one line of text. */
    public static Card ofText(String content, @Nullable String reference) {
        return new Card(null, null, null, null, List.of(), null, null, content, reference);
    }

    /** Whether there is more to show than a line of text. */
    public boolean isRich() {
        return title != null || description != null || !fields.isEmpty() || footer != null;
    }

    /**
     * A name and what belongs to it.
     *
     * @param inline whether it may stand beside others
     */
    public record Field(String name, Value value, boolean inline) {
        public static Field of(String name, String text) {
            return new Field(name, new Text(text), true);
        }

        public static Field of(String name, Instant time) {
            return new Field(name, new Time(time), true);
        }
    }

    /** What a field can hold. */
    public sealed interface Value {}

    /** Plain text. */
    public record Text(String text) implements Value {}

    /** A moment, shown in the reader's own time zone. */
    public record Time(Instant time) implements Value {}
}
