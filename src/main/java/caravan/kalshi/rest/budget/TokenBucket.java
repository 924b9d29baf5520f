package caravan.kalshi.rest.budget;

import caravan.model.AccountLimits.Rate;
import java.util.ArrayList;
import java.util.List;

/**
 * A bucket of tokens as the exchange keeps one, and never fuller than that: what requests under way cost comes back only
 * after their answers, for nobody knows when they arrive there.
 *
 * <p>Who has to wait is let through in the order of arrival. What takes orders back goes first, and alone may use the
 * reserve: a fifth of the bucket. A cancel costs a fifth of a create, so whatever a full bucket of creates has placed,
 * the reserve takes back at once.
 *
 * <p>Times are nanoseconds of a clock that never goes back. Thread-safe; its lock is held for arithmetic alone.
 */
final class TokenBucket {
    private static final long PARTS = 1_000_000_000;
    private static final int SHARE_OF_RESERVE = 5;
    /** Nobody looks again sooner. */
    private static final long SHORTEST_WAIT = 1_000_000;

    private static final long FIRST_PAUSE = 250_000_000;
    private static final int MOST_DOUBLINGS = 5;

    /** A place in the queue; known by itself, not by what is in it. */
    static final class Ticket {
        private final long parts;
        private final boolean reduces;
        private long taken;

        Ticket(int tokens, boolean reduces) {
            this.parts = tokens * PARTS;
            this.reduces = reduces;
        }
    }

    private final List<Ticket> reducing = new ArrayList<>();
    private final List<Ticket> others = new ArrayList<>();
    private final boolean reserved;
    private Rate rate;
    private long level;
    private long counted;
    private long underWay;
    private long pausedUntil;
    private long lastRefusal;
    private int refusals;

    /** @param reserved whether a part is kept for what takes orders back */
    TokenBucket(Rate rate, boolean reserved, long now) {
        this.rate = rate;
        this.reserved = reserved;
        this.level = rate.capacity() * PARTS;
        this.counted = now;
        this.pausedUntil = now;
        this.lastRefusal = now - 1;
    }

    /** Takes other limits; it fills up to them with time. */
    synchronized void rate(Rate other, long now) {
        count(now);
        rate = other;
        count(now);
    }

    /** The most tokens that one request may cost. */
    synchronized int largest(boolean reduces) {
        return rate.capacity() - (reduces ? 0 : reserve());
    }

    /** What is there now, without what is under way. */
    synchronized long tokens(long now) {
        count(now);
        return level / PARTS;
    }

    synchronized int waiting() {
        return reducing.size() + others.size();
    }

    /**
     * Takes the tokens, or a place in the queue if there is none yet.
     *
     * @return nanoseconds to wait before trying again; 0 when the tokens were taken
     */
    synchronized long take(Ticket ticket, long now) {
        count(now);
        long missing = ahead(ticket) + ticket.parts + (ticket.reduces ? 0 : reserve() * PARTS) - level;
        long wait = missing <= 0 ? 0 : Math.max(SHORTEST_WAIT, -Math.floorDiv(-missing, rate.refill()));
        if (!ticket.reduces) {
            wait = Math.max(wait, pausedUntil - now);
        }
        List<Ticket> queue = queue(ticket);
        if (wait > 0) {
            if (!queue.contains(ticket)) {
                queue.add(ticket);
            }
            return wait;
        }
        queue.remove(ticket);
        level -= ticket.parts;
        underWay += ticket.parts;
        ticket.taken = now;
        return 0;
    }

    /** Gives up the place in the queue. */
    synchronized void leave(Ticket ticket) {
        queue(ticket).remove(ticket);
    }

    /** The request is over. */
    synchronized void returned(Ticket ticket, long now) {
        count(now);
        underWay -= ticket.parts;
    }

    /** The exchange took the request. */
    synchronized void accepted(Ticket ticket) {
        if (ticket.taken - lastRefusal > 0) {
            refusals = 0;
        }
    }

    /**
     * The exchange says that there were no tokens: its bucket is empty, whatever was counted here.
     *
     * <p>Requests that were under way together are refused together; that is one refusal. What takes orders back does
     * not wait for the pause, only for tokens.
     *
     * @param spread stretches the pause, so that not all clients come back together
     */
    synchronized void refused(Ticket ticket, long now, double spread) {
        count(now);
        level = 0;
        if (ticket.taken - lastRefusal > 0) {
            pausedUntil = now + Math.round((FIRST_PAUSE << Math.min(refusals, MOST_DOUBLINGS)) * spread);
            refusals++;
            lastRefusal = now;
        }
    }

    private int reserve() {
        return reserved ? rate.capacity() / SHARE_OF_RESERVE : 0;
    }

    private long ahead(Ticket ticket) {
        return ticket.reduces ? sum(reducing, ticket) : sum(reducing, ticket) + sum(others, ticket);
    }

    private static long sum(List<Ticket> queue, Ticket until) {
        long sum = 0;
        for (Ticket ticket : queue) {
            if (ticket == until) {
                break;
            }
            sum += ticket.parts;
        }
        return sum;
    }

    private List<Ticket> queue(Ticket ticket) {
        return ticket.reduces ? reducing : others;
    }

    private void count(long now) {
        long most = Math.max(0, rate.capacity() * PARTS - underWay);
        long time = Math.min(Math.max(0, now - counted), rate.capacity() * PARTS / rate.refill() + 1);
        level = Math.min(most, level + time * rate.refill());
        counted = now;
    }
}
