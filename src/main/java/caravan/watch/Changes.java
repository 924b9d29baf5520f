package caravan.watch;

import caravan.model.BookUpdate.Level;
import caravan.model.BookView;
import caravan.model.Fill;
import caravan.model.MarketLifecycle;
import caravan.model.MarketSummary;
import caravan.model.MarketView;
import caravan.model.Quantity;
import caravan.model.Trade;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Says in lines what has changed since it was last asked: one line a change, for a pipe or a file. */
public final class Changes {
    private @Nullable MarketView last;

    /** The lines about what is new in a view; the first view is all new. */
    public List<String> lines(MarketView view) {
        MarketView before = last;
        last = view;
        List<String> lines = new ArrayList<>();
        book(lines, before == null ? null : before.book(), view);
        MarketSummary summary = view.summary();
        if (summary != null && (before == null || !summary.equals(before.summary()))) {
            lines.add("%s TICKER %s bid %s ask %s last %s volume %s open interest %s"
                    .formatted(
                            Amounts.time(summary.exchangeTime()),
                            view.ticker(),
                            Amounts.cents(summary.bid()),
                            Amounts.cents(summary.ask()),
                            Amounts.cents(summary.lastPrice()),
                            Amounts.contracts(summary.volume()),
                            Amounts.contracts(summary.openInterest())));
        }
        MarketLifecycle life = view.lifecycle();
        if (life != null && (before == null || !life.equals(before.lifecycle()))) {
            lines.add("%s LIFECYCLE %s %s".formatted(Amounts.time(view.time()), view.ticker(), life.change()));
        }
        newest(view.trades(), before == null ? 0 : before.tradesHeard(), view.tradesHeard())
                .forEach(trade -> lines.add(trade(view.ticker(), trade)));
        account(lines, before == null ? null : before.account(), view);
        return lines.stream().map(Changes::harmless).toList();
    }

    private static void book(List<String> lines, @Nullable BookView before, MarketView view) {
        BookView book = view.book();
        if (book == null) {
            return;
        }
        if (before == null || before.state() != book.state() || !Objects.equals(before.reason(), book.reason())) {
            lines.add("%s STATE %s %s%s"
                    .formatted(
                            Amounts.time(book.receivedTime()),
                            view.ticker(),
                            book.state(),
                            book.reason() == null ? "" : " (" + book.reason() + ")"));
        }
        if (before == null
                || !before.bids().equals(book.bids())
                || !before.asks().equals(book.asks())) {
            Sides yes = Sides.yes(book);
            lines.add("%s BOOK %s YES %s | NO %s | bids %s | asks %s"
                    .formatted(
                            Amounts.time(book.receivedTime()),
                            view.ticker(),
                            yes,
                            yes.no(),
                            depth(book.bids()),
                            depth(book.asks())));
        }
    }

    private static String depth(List<Level> levels) {
        Quantity sum = levels.stream().map(Level::quantity).reduce(Quantity.ZERO, Quantity::plus);
        return "%d levels, %s contracts".formatted(levels.size(), Amounts.contracts(sum));
    }

    private static String trade(String ticker, Trade trade) {
        return "%s TRADE %s YES %s | NO %s | %s contracts%s%s"
                .formatted(
                        Amounts.time(trade.exchangeTime()),
                        ticker,
                        Amounts.cents(trade.price()),
                        Amounts.cents(trade.price().complement()),
                        Amounts.contracts(trade.quantity()),
                        trade.takerSide() == null ? "" : " | taker " + Screen.side(trade.takerSide()),
                        trade.block() ? " | block" : "");
    }

    private static void account(List<String> lines, MarketView.@Nullable Account before, MarketView view) {
        MarketView.Account account = view.account();
        if (account == null) {
            return;
        }
        for (Fill fill : newest(account.fills(), before == null ? 0 : before.fillsHeard(), account.fillsHeard())) {
            lines.add("%s FILL %s %s".formatted(Amounts.time(fill.exchangeTime()), view.ticker(), Screen.words(fill)));
        }
        if (account.position() != null && (before == null || !account.position().equals(before.position()))) {
            lines.add("%s POSITION %s %s"
                    .formatted(Amounts.time(view.time()), view.ticker(), Amounts.contracts(account.position())));
        }
    }

    /** The items that were heard between two moments, oldest first; a count that went back is of another program. */
    private static <T> List<T> newest(List<T> newestFirst, long before, long now) {
        long fresh = now < before ? now : now - before;
        List<T> items = new ArrayList<>(newestFirst.subList(0, (int) Math.min(fresh, newestFirst.size())));
        Collections.reverse(items);
        return items;
    }

    private static String harmless(String text) {
        return new Line(Integer.MAX_VALUE, false).add(text).toString();
    }
}
