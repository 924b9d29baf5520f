package caravan.sandbox.exchange.rest;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list whose items carry rising numbers.
 *
 * <p>The cursor names the last item of the page before, so that what is added or falls out between two requests neither
 * repeats nor hides an item.
 *
 * @param cursor empty on the last page
 */
record Pages<T>(List<T> items, String cursor) {
    /** Items in rising order, and how they are numbered. */
    record Source<T>(List<T> items, ToLongFunction<T> number) {
        /** How many items have a number below this one. */
        private int below(long bound) {
            int low = 0;
            int high = items.size();
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (number.applyAsLong(items.get(middle)) < bound) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }
    }

    /** @param cursor what the page before gave; one that cannot be read means the first page, as on the exchange */
    static <T> Pages<T> newestFirst(Source<T> source, Predicate<T> wanted, int limit, @Nullable String cursor) {
        Long before = read(cursor);
        int start = before == null ? source.items().size() - 1 : source.below(before) - 1;
        return take(source, wanted, limit, start, -1);
    }

    static <T> Pages<T> oldestFirst(Source<T> source, Predicate<T> wanted, int limit, @Nullable String cursor) {
        Long after = read(cursor);
        int start = after == null || after == Long.MAX_VALUE ? 0 : source.below(after + 1);
        return take(source, wanted, limit, start, 1);
    }

    private static <T> Pages<T> take(Source<T> source, Predicate<T> wanted, int limit, int start, int step) {
        List<T> items = new ArrayList<>();
        for (int index = start; index >= 0 && index < source.items().size(); index += step) {
            T item = source.items().get(index);
            if (wanted.test(item)) {
                if (items.size() == limit) {
                    return new Pages<>(items, write(source.number().applyAsLong(items.get(limit - 1))));
                }
                items.add(item);
            }
        }
        return new Pages<>(items, "");
    }

    private static @Nullable Long read(@Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(cursor);
            return bytes.length == Long.BYTES ? ByteBuffer.wrap(bytes).getLong() : null;
        } catch (IllegalArgumentException garbage) {
            return null;
        }
    }

    private static String write(long number) {
        byte[] bytes = ByteBuffer.allocate(Long.BYTES).putLong(number).array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
