package caravan.books;

import caravan.model.BookState;
import caravan.model.Gap;
import caravan.model.StreamCommand.RequestSnapshots;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The books of one connection that wait for a snapshot, and the gaps that are over when none waits any more.
 *
 * <p>Snapshots are asked for in batches, a few at a time, and again with growing pauses. A book that was asked for in
 * vain for about a minute holds no gap open any longer; it is asked for once a minute. Used by one thread.
 */
final class Recovery {
    /** A command of a hundred tickers is some 4 KiB long, which is no strain for anybody. */
    private static final int BATCH = 100;
    /** With a look four times a second, a book of 10,000 markets is asked for within 2.5 s. */
    private static final int BATCHES_A_LOOK = 10;

    private static final int PATIENCE = 5;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    /** So many gaps at once mean a stream that is broken as such: further ones are counted only. */
    private static final int MOST_GAPS = 1_000;

    /** What was done for one book. */
    private static final class Wait {
        private Instant due;
        private int asked;

        private Wait(Instant due) {
            this.due = due;
        }

        private boolean isGivenUp() {
            return asked >= PATIENCE;
        }
    }

    private final Consequences consequences;
    private final BookMetrics metrics;
    private final LeftBooks left;
    private final Map<Book, Wait> waits = new LinkedHashMap<>();
    private final List<Gap> gaps = new ArrayList<>();
    private boolean urgent;
    private int awaited;
    private int lost;

    Recovery(Consequences consequences, BookMetrics metrics, LeftBooks left) {
        this.consequences = consequences;
        this.metrics = metrics;
        this.left = left;
    }

    /** Takes a gap in, after the books that it concerns. A gap that concerns none is over at once. */
    void opened(Gap gap) {
        metrics.gap();
        if (gaps.size() >= MOST_GAPS) {
            return;
        }
        gaps.add(gap);
        consequences.add(gap);
        closeIfOver(gap.openedTime());
    }

    /** A book waits for a snapshot, which is asked for at that time if it has not come by itself. */
    void wait(Book book, Instant due) {
        left.remove(book);
        Wait wait = waits.get(book);
        if (wait == null) {
            waits.put(book, new Wait(due));
            awaited++;
            urgent = true;
        } else if (wait.due.equals(Instant.MAX)) {
            wait.due = due;
        }
    }

    /** Nothing can be asked for before the connection is there again. */
    void suspend(Collection<Book> books) {
        books.forEach(book -> waits.put(book, new Wait(Instant.MAX)));
        waits.replaceAll((book, wait) -> new Wait(Instant.MAX));
        awaited = waits.size();
    }

    /** The connection is there again. What does not come by itself until then is not subscribed to any more. */
    void resume(Instant due) {
        waits.values().stream().filter(wait -> wait.due.equals(Instant.MAX)).forEach(wait -> wait.due = due);
    }

    /** A book is whole again. */
    void done(Book book, Instant now) {
        left.remove(book);
        Wait wait = waits.remove(book);
        if (wait != null && !wait.isGivenUp()) {
            awaited--;
            closeIfOver(now);
        }
    }

    /** A book is not waited for any longer: its market has left. */
    void forget(Book book, Instant now) {
        left.add(book);
        Wait wait = waits.remove(book);
        if (wait != null && !wait.isGivenUp()) {
            lose(now);
        }
    }

    private void lose(Instant now) {
        lost++;
        awaited--;
        closeIfOver(now);
    }

    private void closeIfOver(Instant now) {
        if (awaited > 0) {
            return;
        }
        for (Gap gap : gaps) {
            consequences.add(gap.closed(now, Math.min(lost, gap.markets())));
            metrics.recovered(Duration.between(gap.openedTime(), now));
        }
        gaps.clear();
        lost = 0;
    }

    /** Asks at once, where a book has begun to wait since it was asked last. */
    void askIfUrgent(Instant now) {
        if (urgent) {
            ask(now);
        }
    }

    /** Asks for what is due. */
    void ask(Instant now) {
        urgent = false;
        int room = BATCH * BATCHES_A_LOOK;
        List<String> batch = new ArrayList<>();
        for (Iterator<Map.Entry<Book, Wait>> entries = waits.entrySet().iterator(); entries.hasNext() && room > 0; ) {
            Map.Entry<Book, Wait> entry = entries.next();
            Wait wait = entry.getValue();
            if (wait.due.isAfter(now)) {
                continue;
            }
            if (entry.getKey().state() == BookState.STALE) {
                entries.remove();
                left.add(entry.getKey());
                if (!wait.isGivenUp()) {
                    lose(now);
                }
                continue;
            }
            room--;
            batch.add(entry.getKey().ticker());
            if (batch.size() == BATCH) {
                request(batch);
            }
            noteAsked(wait, now);
        }
        request(batch);
    }

    private void noteAsked(Wait wait, Instant now) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(wait.asked, PATIENCE));
        wait.due = now.plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
        wait.asked++;
        if (wait.asked == PATIENCE) {
            lose(now);
        }
    }

    private void request(List<String> batch) {
        if (!batch.isEmpty()) {
            metrics.requested(batch.size());
            consequences.add(new RequestSnapshots(batch));
            batch.clear();
        }
    }

    /** How many books nobody could repair. */
    int givenUp() {
        return waits.size() - awaited;
    }
}
