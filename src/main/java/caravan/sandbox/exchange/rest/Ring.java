package caravan.sandbox.exchange.rest;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.RandomAccess;

/** A list that forgets its oldest items when it is full. */
final class Ring<T> extends AbstractList<T> implements RandomAccess {
    private final int most;
    private final ArrayList<T> items = new ArrayList<>();
    private int first;

    Ring(int most) {
        this.most = most;
    }

    @Override
    public boolean add(T item) {
        modCount++;
        if (items.size() < most) {
            items.add(item);
        } else {
            items.set(first, item);
            first = (first + 1) % most;
        }
        return true;
    }

    /** Forgets all but the newest items. */
    void keep(int newest) {
        modCount++;
        List<T> kept = new ArrayList<>(subList(Math.max(0, size() - newest), size()));
        items.clear();
        items.addAll(kept);
        items.trimToSize();
        first = 0;
    }

    @Override
    public T get(int index) {
        return items.get((first + index) % items.size());
    }

    @Override
    public int size() {
        return items.size();
    }
}
