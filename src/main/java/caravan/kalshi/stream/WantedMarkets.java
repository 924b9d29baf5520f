package caravan.kalshi.stream;

import caravan.model.StreamCommand;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The markets that a connection is to have, whether it is up or not.
 *
 * @param every whether every market is wanted, on the channels that allow it
 * @param tickers in the order in which they were asked for
 */
record WantedMarkets(boolean every, Set<String> tickers) {
    /** Stands for every market among tickers. */
    static final String EVERY = "*";

    /**
     * The exchange subscribes one session to no more.
     *
     * @see <a href="https://docs.kalshi.com/changelog">Kalshi: changelog, 18 June 2026</a>
     */
    static final int MOST = 500_000;

    private static final Pattern TICKER = Pattern.compile("[A-Za-z0-9._-]{1,128}");

    WantedMarkets {
        tickers = Collections.unmodifiableSet(tickers);
    }

    /**
     * Reads a list of tickers, {@code *} perhaps among them.
     *
     * @throws IllegalArgumentException if something in it cannot be a ticker, or if there are too many
     */
    static WantedMarkets of(Collection<String> tickers) {
        return new WantedMarkets(false, Set.of()).with(tickers);
    }

    /**
     * What is wanted after a command.
     *
     * @throws IllegalArgumentException if something in it cannot be a ticker, or if there would be too many
     */
    WantedMarkets after(StreamCommand command) {
        List<String> named = command.tickers();
        if (command instanceof StreamCommand.SetMarkets) {
            return of(named);
        }
        if (command instanceof StreamCommand.AddMarkets) {
            return with(named);
        }
        return command instanceof StreamCommand.RemoveMarkets ? without(named) : this;
    }

    private WantedMarkets with(Collection<String> more) {
        Set<String> all = new LinkedHashSet<>(tickers);
        for (String ticker : more) {
            if (!ticker.equals(EVERY)) {
                all.add(plausible(ticker));
            }
        }
        if (all.size() > MOST) {
            throw new IllegalArgumentException(
                    "expected at most %d markets, which is the exchange's limit for a connection, found %d"
                            .formatted(MOST, all.size()));
        }
        return new WantedMarkets(every || more.contains(EVERY), all);
    }

    private WantedMarkets without(Collection<String> fewer) {
        Set<String> rest = new LinkedHashSet<>(tickers);
        fewer.forEach(rest::remove);
        return new WantedMarkets(every && !fewer.contains(EVERY), rest);
    }

    private static String plausible(String ticker) {
        if (!TICKER.matcher(ticker).matches()) {
            throw new IllegalArgumentException(
                    "expected tickers of letters, digits, dots and dashes, such as KXFEDDECISION-26DEC-H0, or *; found '%s'"
                            .formatted(Texts.oneLine(ticker)));
        }
        return ticker;
    }
}
