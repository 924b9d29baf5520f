package caravan.kalshi.catalogue;

import org.jspecify.annotations.Nullable;

/**
 * How the answer's pages hang together.
 *
 * @param items the field with the list
 * @param cursor the field that says where the next page begins; empty or absent on the last page
 */
public record Paging(String items, String cursor) {
    public Paging(String items, @Nullable String cursor) {
        this.items = items;
        this.cursor = cursor == null ? "cursor" : cursor;
    }
}
