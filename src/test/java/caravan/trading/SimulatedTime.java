package caravan.trading;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Time that passes when everybody waits. Threads of the program run one at a time, each until it sleeps, so that the same
 * seed gives the same day.
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

    private record Event(long time, long number, Runnable action) {}

    private record Sleeper(Life life, Semaphore turn) {}

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::time).thenComparingLong(Event::number));
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "simulated");
        thread.setDaemon(true);
        return thread;
    });
    private final ThreadLocal<Sleeper> self = new ThreadLocal<>();
    private final Semaphore idle = new Semaphore(0);
    private final LongConsumer world;
    private final Runnable checks;
    private long number;
    private long now;
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
        events.add(new Event(now + wait.toNanos() / 1_000, ++number, action));
    }

    /** Lets a thread of the program run, for as long as its life is not over. */
    void start(Life life, Runnable body) {
        in(Duration.ZERO, () -> {
            if (!life.over) {
                threads.execute(() -> live(life, body));
                idle.acquireUninterruptibly();
            }
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
        } finally {
            idle.release();
        }
    }

    /** Only in a thread of the program. */
    void sleep(Duration wait) {
        Sleeper me = self.get();
        in(wait, () -> {
            me.turn().release();
            idle.acquireUninterruptibly();
        });
        idle.release();
        me.turn().acquireUninterruptibly();
        if (me.life().over) {
            throw new Killed();
        }
    }

    void runUntil(long end) throws Exception {
        while (!events.isEmpty() && events.peek().time() <= end) {
            Event event = events.remove();
            if (event.time() > now) {
                now = event.time();
                world.accept(now);
            }
            event.action().run();
            if (failure != null) {
                throw new AssertionError("a thread of the program failed", failure);
            }
            checks.run();
        }
        now = end;
        world.accept(now);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
