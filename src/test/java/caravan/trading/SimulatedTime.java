package caravan.trading;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Time that passes when everybody waits. Threads of the program run one at a time, each until it sleeps, so that the same
 * seed gives the same day.
 *
 * <p>Whoever goes to sleep lets time pass until it is another one's turn: that is one change of threads and not two.
 */
final class SimulatedTime implements AutoCloseable {
    /** One run of the program; when it is over its threads end where they sleep, as with kill -9. */
    static final class Life {
        private boolean over;

        void end() {
            over = true;
        }
    }

    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;

        Killed() {
            super("killed", null, false, false);
        }
    }

    /** A thread, and how it is told to go on. */
    private record Sleeper(Life life, Semaphore turn) {}

    /** @param action says whether it is a thread's turn by it */
    private record Event(long time, long number, BooleanSupplier action) {}

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::time).thenComparingLong(Event::number));
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "simulated");
        thread.setDaemon(true);
        return thread;
    });
    private final ThreadLocal<Sleeper> self = new ThreadLocal<>();
    /** Of the thread that waits for the end of the time that is to pass. */
    private final Semaphore outside = new Semaphore(0);

    private final LongConsumer world;
    private final Runnable checks;
    private long number;
    private long now;
    private long end;
    private volatile @Nullable Throwable failure;

    /**
     * @param world is moved on to each moment, in microseconds
     * @param checks is called after whatever happened
     */
    SimulatedTime(long start, LongConsumer world, Runnable checks) {
        this.now = start;
        this.world = world;
        this.checks = checks;
    }

    long now() {
        return now;
    }

    void in(Duration wait, Runnable action) {
        add(wait, () -> {
            action.run();
            return false;
        });
    }

    private void add(Duration wait, BooleanSupplier action) {
        events.add(new Event(now + wait.toNanos() / 1_000, ++number, action));
    }

    /** Lets a thread of the program run, for as long as its life is not over. */
    void start(Life life, Runnable body) {
        add(Duration.ZERO, () -> {
            if (life.over) {
                return false;
            }
            threads.execute(() -> live(life, body));
            return true;
        });
    }

    private void live(Life life, Runnable body) {
        self.set(new Sleeper(life, new Semaphore(0)));
        try {
            body.run();
        } catch (Killed over) {
            // The program was killed while this thread waited.
        } catch (Throwable thrown) {
            failure = thrown;
        }
        pass();
    }

    /** Only in a thread of the program. */
    void sleep(Duration wait) {
        Sleeper me = self.get();
        add(wait, () -> {
            me.turn().release();
            return true;
        });
        pass();
        me.turn().acquireUninterruptibly();
        if (me.life().over) {
            throw new Killed();
        }
    }

    void runUntil(long moment) throws Exception {
        end = moment;
        pass();
        outside.acquireUninterruptibly();
        if (failure != null) {
            throw new AssertionError("expected a day without a failure, found one", failure);
        }
        now = moment;
        world.accept(now);
    }

    /** Lets things happen until it is a thread's turn, which may be the caller's own. */
    private void pass() {
        try {
            while (failure == null) {
                checks.run();
                if (events.isEmpty() || events.peek().time() > end) {
                    break;
                }
                Event event = events.remove();
                if (event.time() > now) {
                    now = event.time();
                    world.accept(now);
                }
                if (event.action().getAsBoolean()) {
                    return;
                }
            }
        } catch (Throwable thrown) {
            failure = thrown;
        }
        outside.release();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
