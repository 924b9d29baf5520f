package caravan.sandbox.exchange;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list that only grows.
 *
 * <p>The cursor names a place in the list, so that what is added between two requests neither repeats nor hides an item.
 *
 * @param cursor empty on the last page
 */
record Pages<T>(List<T> items, String cursor) {
    /**
     * Takes a page.
     *
     * @param all oldest first
     * @param cursor what the page before gave; one that cannot be read means the first page, as on the exchange
     */
    static <T> Pages<T> of(List<T> all, boolean newestFirst, Predicate<T> wanted, int limit, @Nullable String cursor) {
        int step = newestFirst ? -1 : 1;
        int first = newestFirst ? all.size() - 1 : 0;
        int index = start(cursor, first, all.size());
        List<T> items = new ArrayList<>();
        for (; index >= 0 && index < all.size(); index += step) {
            if (wanted.test(all.get(index))) {
                if (items.size() == limit) {
                    return new Pages<>(items, cursor(index));
                }
                items.add(all.get(index));
            }
        }
        return new Pages<>(items, "");
    }

    private static int start(@Nullable String cursor, int first, int size) {
        if (cursor == null || cursor.isEmpty()) {
            return first;
        }
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            int index = Integer.parseInt(text);
            return index >= 0 && index < size ? index : first;
        } catch (IllegalArgumentException e) {
            return first;
        }
    }

    private static String cursor(int index) {
        byte[] text = Integer.toString(index).getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
    }
}
