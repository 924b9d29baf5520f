package caravan.sandbox.exchange.rest;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.RandomAccess;

/** A list that forgets its oldest items when it is full. */
final class Ring<T> extends AbstractList<T> implements RandomAccess {
    private final int most;
    private final List<T> items = new ArrayList<>();
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

    @Override
    public T get(int index) {
        return items.get((first + index) % items.size());
    }

    @Override
    public int size() {
        return items.size();
    }
}
