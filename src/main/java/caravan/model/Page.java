package caravan.model;

import java.util.List;

/**
 * One page of a list that the exchange hands out in pages.
 *
 * @param cursor asks for the next page; empty on the last
 * @param unreadable why each item that is missing here could not be read; who needs them all must not take this page for
 *     a complete one
 */
public record Page<T>(List<T> items, String cursor, List<String> unreadable) {
    public Page {
        items = List.copyOf(items);
        unreadable = List.copyOf(unreadable);
    }

    /** A page of which every item could be read. */
    public Page(List<T> items, String cursor) {
        this(items, cursor, List.of());
    }

    public boolean isLast() {
        return cursor.isEmpty();
    }
}
