package caravan.cli.call;

import java.util.Iterator;
import java.util.NoSuchElementException;

/** The first of many things; what is behind them is not even asked for. */
final class Limited implements Iterator<Object> {
    private final Iterator<?> things;
    private long left;

    Limited(Iterator<?> things, long limit) {
        this.things = things;
        this.left = limit;
    }

    @Override
    public boolean hasNext() {
        return left > 0 && things.hasNext();
    }

    @Override
    public Object next() {
        if (!hasNext()) {
            throw new NoSuchElementException("expected another thing within the limit, found none");
        }
        left--;
        return things.next();
    }
}
