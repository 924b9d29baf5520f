package caravan.books;

import caravan.model.BookSide;
import caravan.model.BookUpdate.Level;
import caravan.model.Price;
import caravan.model.Quantity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The resting quantities of one side of a book, in units of {@link Price} and {@link Quantity}.
 *
 * <p>Sorted arrays with the best price last: changes near it, which are most, move few elements, and none of them
 * allocates. Not thread-safe.
 */
final class Levels {
    private static final int FEW = 16;

    private final BookSide side;
    /** Prices of bids; of asks their negatives, so that the best is the greatest here too. */
    private int[] keys = new int[FEW];

    private long[] quantities = new long[FEW];
    private int size;
    // What every update looks at stands here, so that most of them leave the arrays of the other side alone.
    private int bestKey;
    private long bestQuantity;
    private long digest;

    Levels(BookSide side) {
        this.side = side;
    }

    void clear() {
        size = 0;
        digest = 0;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** The best price; asked for only where there is one. */
    int bestPrice() {
        return price(bestKey);
    }

    /** What rests at the best price; asked for only where there is one. */
    long bestQuantity() {
        return bestQuantity;
    }

    /** A number that differs, as good as surely, between sides that differ; it does not depend on how they came about. */
    long digest() {
        return digest;
    }

    /**
     * Changes the quantity at one price.
     *
     * @return false where less than nothing would be left; then nothing is changed
     */
    boolean change(int price, long change) {
        int key = side == BookSide.BID ? price : -price;
        int index = Arrays.binarySearch(keys, 0, size, key);
        long before = index >= 0 ? quantities[index] : 0;
        long after = before + change;
        if (after < 0) {
            return false;
        }
        if (index < 0) {
            if (after > 0) {
                insert(-index - 1, key, after);
            }
        } else if (after == 0) {
            remove(index);
        } else {
            quantities[index] = after;
        }
        if (size > 0) {
            bestKey = keys[size - 1];
            bestQuantity = quantities[size - 1];
        }
        digest += mixed(key, after) - mixed(key, before);
        return true;
    }

    private void insert(int index, int key, long quantity) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, 2 * size);
            quantities = Arrays.copyOf(quantities, 2 * size);
        }
        System.arraycopy(keys, index, keys, index + 1, size - index);
        System.arraycopy(quantities, index, quantities, index + 1, size - index);
        keys[index] = key;
        quantities[index] = quantity;
        size++;
    }

    private void remove(int index) {
        size--;
        System.arraycopy(keys, index + 1, keys, index, size - index);
        System.arraycopy(quantities, index + 1, quantities, index, size - index);
    }

    /** A copy, best first. */
    List<Level> bestFirst() {
        List<Level> levels = new ArrayList<>(size);
        for (int i = size - 1; i >= 0; i--) {
            levels.add(new Level(side, new Price(price(keys[i])), new Quantity(quantities[i])));
        }
        return levels;
    }

    private int price(int key) {
        return side == BookSide.BID ? key : -key;
    }

    /** Spreads a level over all bits (the finalizer of SplitMix64); an empty level counts nothing. */
    private long mixed(int key, long quantity) {
        if (quantity == 0) {
            return 0;
        }
        long mix = quantity * 0x9e3779b97f4a7c15L + ((long) key << 1 | side.ordinal());
        mix = (mix ^ mix >>> 30) * 0xbf58476d1ce4e5b9L;
        mix = (mix ^ mix >>> 27) * 0x94d049bb133111ebL;
        return mix ^ mix >>> 31;
    }
}
