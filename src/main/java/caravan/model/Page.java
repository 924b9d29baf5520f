package caravan.model;

import java.util.List;

/**
 * One page of a list that the exchange hands out in pages.
 *
 * @param cursor asks for the next page; empty on the last
 */
public record Page<T>(List<T> items, String cursor) {
    public Page {
        items = List.copyOf(items);
    }

    public boolean isLast() {
        return cursor.isEmpty();
    }
}
