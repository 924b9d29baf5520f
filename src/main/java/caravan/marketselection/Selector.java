package caravan.marketselection;

import java.util.regex.Pattern;

/** One way to name markets, as it is written in {@code kalshi.markets}. */
public sealed interface Selector {
    /** Every market, on the channels that can be had for all of them. */
    record Every() implements Selector {
        @Override
        public String toString() {
            return EVERY;
        }
    }

    /** One market, whether it exists or not. */
    record Ticker(String ticker) implements Selector {
        @Override
        public String toString() {
            return ticker;
        }
    }

    /** The markets of a series that can be traded now or paused. */
    record Series(String ticker) implements Selector {
        @Override
        public String toString() {
            return SERIES + ticker;
        }
    }

    /** The markets of an event that are not closed yet. */
    record Event(String ticker) implements Selector {
        @Override
        public String toString() {
            return EVENT + ticker;
        }
    }

    /** The markets that a question to the exchange finds. */
    record Found(Query query) implements Selector {
        @Override
        public String toString() {
            return QUERY + query;
        }
    }

    /** The markets in which the account holds something, has an order resting, or was filled within the last hour. */
    record Mine() implements Selector {
        @Override
        public String toString() {
            return MINE;
        }
    }

    /** The markets of the watch list that alerts are about. */
    record WatchList() implements Selector {
        @Override
        public String toString() {
            return WATCH_LIST;
        }
    }

    String EVERY = "*";
    String SERIES = "series:";
    String EVENT = "event:";
    String QUERY = "query:";
    String MINE = "mine";
    String WATCH_LIST = "watch-list";

    /** Whatever the exchange's names may become; nothing that would change a request or a log line. */
    Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,128}");

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException if it is none; the message says what there is
     */
    static Selector parse(String text) {
        if (text.equals(EVERY)) {
            return new Every();
        }
        if (text.equals(MINE)) {
            return new Mine();
        }
        if (text.equals(WATCH_LIST)) {
            return new WatchList();
        }
        if (text.startsWith(SERIES)) {
            return new Series(name(text, SERIES));
        }
        if (text.startsWith(EVENT)) {
            return new Event(name(text, EVENT));
        }
        if (text.startsWith(QUERY)) {
            return new Found(Query.parse(text.substring(QUERY.length())));
        }
        return new Ticker(name(text, ""));
    }

    private static String name(String text, String prefix) {
        String name = text.substring(prefix.length());
        if (!NAME.matcher(name).matches()) {
            String shown = text.length() <= 80 ? text : text.substring(0, 80) + "…";
            throw new IllegalArgumentException("expected a ticker, series:TICKER, event:TICKER,"
                    + " query:open;sort=volume;top=50, mine, watch-list or *, found '"
                    + shown.replaceAll("\\p{Cntrl}", " ") + "'");
        }
        return name;
    }

    /** Whether the exchange has to be asked what it stands for. */
    default boolean isFollowed() {
        return !(this instanceof Ticker || this instanceof Every || this instanceof WatchList);
    }
}
