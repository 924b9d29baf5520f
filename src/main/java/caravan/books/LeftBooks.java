package caravan.books;

import caravan.model.BookState;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Books of markets that are not subscribed to any more. The last thousand are kept, so that people see why a book is
 * stale; older ones go, because new markets come every hour. Used by one thread.
 */
final class LeftBooks {
    private static final int MOST = 1_000;

    private final Map<String, Book> books;
    private final Set<Book> left = new LinkedHashSet<>();

    /** @param books all books, by ticker */
    LeftBooks(Map<String, Book> books) {
        this.books = books;
    }

    /** A market has left. */
    void add(Book book) {
        if (book.state() != BookState.STALE) {
            return;
        }
        left.add(book);
        if (left.size() > MOST) {
            Iterator<Book> longestAgo = left.iterator();
            Book gone = longestAgo.next();
            longestAgo.remove();
            books.remove(gone.ticker(), gone);
        }
    }

    /** A market has come back. */
    void remove(Book book) {
        left.remove(book);
    }
}
