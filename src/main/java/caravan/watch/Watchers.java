package caravan.watch;

import caravan.model.StreamCommand;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Has markets followed that nobody asked for, as long as somebody watches them. Who watches says so every few seconds, so
 * that a watcher that was killed leaves nothing behind. Safe for use by several threads.
 */
public final class Watchers {
    /** How long one word of a watcher holds. */
    static final Duration PATIENCE = Duration.ofSeconds(15);
    /** Nobody looks at more at once. */
    static final int MOST = 50;

    private final Predicate<String> followed;
    private final InstantSource clock;
    private final Map<String, Instant> until = new HashMap<>();

    /** @param followed whether a market is followed anyway */
    public Watchers(Predicate<String> followed, InstantSource clock) {
        this.followed = followed;
        this.clock = clock;
    }

    /**
     * Somebody watches a market.
     *
     * @return what to tell the connection; null when the market is followed already
     */
    public synchronized @Nullable StreamCommand watch(String ticker) {
        Instant now = clock.instant();
        if (until.replace(ticker, now.plus(PATIENCE)) != null) {
            return followed.test(ticker) ? null : new StreamCommand.AddMarkets(List.of(ticker));
        }
        if (followed.test(ticker)) {
            return null;
        }
        if (until.size() == MOST) {
            throw new TooManyWatchedException(
                    "expected at most %d watched markets that are not followed anyway, found one more; end a watch"
                            .formatted(MOST));
        }
        until.put(ticker, now.plus(PATIENCE));
        return new StreamCommand.AddMarkets(List.of(ticker));
    }

    /** Returns the command with the markets in it that are watched. */
    public synchronized StreamCommand.SetMarkets also(StreamCommand.SetMarkets wanted) {
        Set<String> tickers = new LinkedHashSet<>(wanted.tickers());
        tickers.addAll(until.keySet());
        return new StreamCommand.SetMarkets(List.copyOf(tickers));
    }

    /** Returns what to tell the connection about markets that nobody watches any more; null when there are none. */
    public synchronized @Nullable StreamCommand forget() {
        Instant now = clock.instant();
        List<String> over = new ArrayList<>();
        until.forEach((ticker, end) -> {
            if (!now.isBefore(end)) {
                over.add(ticker);
            }
        });
        over.forEach(until::remove);
        return over.isEmpty() ? null : new StreamCommand.RemoveMarkets(over);
    }
}
