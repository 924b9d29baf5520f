package caravan.watch;

import caravan.model.Action;
import caravan.model.BookSide;
import caravan.model.BookState;
import caravan.model.BookView;
import caravan.model.Fill;
import caravan.model.Market;
import caravan.model.MarketSummary;
import caravan.model.MarketView;
import caravan.model.Trade;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Draws all that is known of a market into so many columns and rows. Wide, the book stands beside trades and fills;
 * narrow, above them.
 */
public final class Screen {
    private static final int WIDE = 100;
    private static final int LEFT = 60;
    private static final int FEWEST_LEVELS = 3;

    private final int columns;
    private final int rows;
    private final boolean colours;

    /**
     * Prepares a screen.
     *
     * @param colours whether the terminal shows colours
     */
    public Screen(int columns, int rows, boolean colours) {
        this.columns = columns;
        this.rows = rows;
        this.colours = colours;
    }

    /**
     * Draws.
     *
     * @return at most as many lines as there are rows, each at most as wide as the screen
     */
    public List<String> lines(MarketView view) {
        List<Line> lines = new ArrayList<>();
        head(lines, view);
        List<Entry> beside = entries(view);
        int room = rows - lines.size();
        if (columns >= WIDE) {
            wide(lines, view.book(), beside, room);
        } else {
            narrow(lines, view.book(), beside, room);
        }
        return lines.stream().limit(rows).map(Line::toString).toList();
    }

    private void head(List<Line> lines, MarketView view) {
        Market market = view.market();
        Line title = line(lines).add(Ink.BOLD, view.ticker());
        if (market != null && market.title() != null) {
            title.add("  " + market.title());
        }
        Line state = line(lines);
        state(state, view.book());
        String life = life(view);
        state.add(life.isEmpty() ? "" : " · " + life);
        MarketSummary summary = view.summary();
        line(lines)
                .add("Last %s · volume %s · open interest %s"
                        .formatted(
                                summary == null ? "-" : Amounts.cents(summary.lastPrice()),
                                summary == null ? "-" : Amounts.contracts(summary.volume()),
                                summary == null ? "-" : Amounts.contracts(summary.openInterest())));
        Sides yes = view.book() == null ? new Sides(null, null) : Sides.yes(view.book());
        line(lines).add("YES  " + yes);
        line(lines).add("NO   " + yes.no());
        if (view.account() != null) {
            line(lines).add("Position  " + position(view.account(), view.time()));
        }
        line(lines);
    }

    private static String position(MarketView.Account account, Instant now) {
        if (account.position() == null) {
            return "-";
        }
        long units = account.position().units();
        String contracts = Amounts.contracts(account.position()).replace("-", "");
        String held = units == 0 ? "none" : contracts + (units > 0 ? " YES" : " NO");
        Instant told = account.positionTime();
        return told == null ? held : held + " (told " + length(Duration.between(told, now)) + " ago)";
    }

    private static void state(Line line, @Nullable BookView book) {
        if (book == null) {
            line.add(Ink.YELLOW, "no book yet");
            return;
        }
        Ink ink = book.state() == BookState.VALID ? Ink.GREEN : book.state() == BookState.STALE ? Ink.RED : Ink.YELLOW;
        line.add(ink, book.state().name()).add(" at " + Amounts.time(book.receivedTime()));
        line.add(book.reason() == null ? "" : " (" + book.reason() + ")");
    }

    private static String life(MarketView view) {
        List<String> words = new ArrayList<>();
        Market market = view.market();
        if (view.lifecycle() != null) {
            words.add(view.lifecycle().change().replace('_', ' '));
        } else if (market != null && market.status() != null) {
            words.add(market.status());
        }
        Instant close = view.lifecycle() != null && view.lifecycle().closeTime() != null
                ? view.lifecycle().closeTime()
                : market == null ? null : market.closeTime();
        if (close != null) {
            words.add(
                    close.isAfter(view.time())
                            ? "closes in " + length(Duration.between(view.time(), close))
                            : "closed " + length(Duration.between(close, view.time())) + " ago");
        }
        return String.join(", ", words);
    }

    static String length(Duration duration) {
        if (duration.toDays() > 0) {
            return "%d d %d h".formatted(duration.toDays(), duration.toHoursPart());
        }
        if (duration.toHours() > 0) {
            return "%d h %d min".formatted(duration.toHours(), duration.toMinutesPart());
        }
        return duration.toMinutes() > 0
                ? "%d min %d s".formatted(duration.toMinutes(), duration.toSecondsPart())
                : duration.toSeconds() + " s";
    }

    private void wide(List<Line> lines, @Nullable BookView book, List<Entry> beside, int room) {
        Ladder ladder = book == null ? null : new Ladder(book, LEFT);
        int last = Math.max(beside.size(), book == null ? 0 : Ladder.rows(book) + 1);
        for (int i = 0; i < Math.min(room, last); i++) {
            Line line = line(lines);
            if (ladder != null && i == 0) {
                ladder.head(line);
            } else if (ladder != null && i <= Ladder.rows(book)) {
                ladder.row(i - 1, line);
            }
            if (i < beside.size()) {
                line.at(LEFT + 2).add(beside.get(i).ink(), beside.get(i).text());
            }
        }
    }

    private void narrow(List<Line> lines, @Nullable BookView book, List<Entry> below, int room) {
        int left = room;
        if (book != null) {
            Ladder ladder = new Ladder(book, columns);
            int levels = Math.min(
                    Ladder.rows(book), Math.max(FEWEST_LEVELS, Math.max((room - 3) / 2, room - 3 - below.size())));
            ladder.head(line(lines));
            for (int i = 0; i < levels; i++) {
                ladder.row(i, line(lines));
            }
            line(lines);
            left -= levels + 2;
        }
        below.stream().limit(Math.max(0, left)).forEach(entry -> line(lines).add(entry.ink(), entry.text()));
    }

    private record Entry(Ink ink, String text) {}

    /** Our own fills first: there are few of them, and they matter most. */
    private List<Entry> entries(MarketView view) {
        List<Entry> entries = new ArrayList<>();
        if (view.account() != null) {
            entries.add(new Entry(Ink.DIM, "Own fills"));
            view.account().fills().stream()
                    .limit(Math.max(FEWEST_LEVELS, rows / 4))
                    .forEach(fill -> entries.add(new Entry(Ink.BOLD, text(fill))));
            if (view.account().fills().isEmpty()) {
                entries.add(new Entry(Ink.PLAIN, "none"));
            }
        }
        entries.add(new Entry(Ink.DIM, "Trades"));
        view.trades().forEach(trade -> entries.add(new Entry(ink(trade), text(trade))));
        if (view.trades().isEmpty()) {
            entries.add(new Entry(Ink.PLAIN, "none since the market is followed"));
        }
        return entries;
    }

    private static Ink ink(Trade trade) {
        return trade.takerSide() == null ? Ink.PLAIN : trade.takerSide() == BookSide.BID ? Ink.GREEN : Ink.RED;
    }

    private static String text(Trade trade) {
        return "%s  %9s at %s%s%s"
                .formatted(
                        Amounts.time(trade.exchangeTime()),
                        Amounts.contracts(trade.quantity()),
                        Amounts.cents(trade.price()),
                        trade.takerSide() == null ? "" : "  taker " + side(trade.takerSide()),
                        trade.block() ? "  block" : "");
    }

    private static String text(Fill fill) {
        return Amounts.time(fill.exchangeTime()) + "  " + words(fill);
    }

    /** What a taker on this side of the book got. */
    static String side(BookSide side) {
        return side == BookSide.BID ? "YES" : "NO";
    }

    static String words(Fill fill) {
        return "%s %s %s at %s"
                .formatted(
                        fill.action() == Action.BUY ? "bought" : "sold",
                        Amounts.contracts(fill.quantity()),
                        fill.outcome(),
                        Amounts.cents(fill.tradedPrice()));
    }

    private Line line(List<Line> lines) {
        Line line = new Line(columns, colours);
        lines.add(line);
        return line;
    }
}
