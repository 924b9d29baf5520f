package caravan.recording;

import caravan.model.BookSide;
import caravan.model.BookUpdate;
import caravan.model.Frame;
import caravan.model.MarketLifecycle;
import caravan.model.MarketSummary;
import caravan.model.Trade;
import java.sql.SQLException;
import java.util.List;

/** Rows of what is said in public about markets. */
final class MarketRows {
    private MarketRows() {}

    static void delta(BookUpdate.Delta delta, Frame frame, Columns columns) throws SQLException {
        columns.number(frame.connectionId())
                .number(frame.number())
                .number(delta.subscription())
                .number(delta.sequence())
                .time(frame.receivedTime())
                .time(delta.exchangeTime())
                .text(delta.ticker())
                .side(delta.side())
                .dollars(delta.price())
                .contracts(delta.change())
                .text(delta.clientOrderId());
    }

    static void summary(MarketSummary summary, Frame frame, Columns columns) throws SQLException {
        columns.number(frame.connectionId())
                .number(frame.number())
                .number(frame.subscription())
                .time(frame.receivedTime())
                .time(summary.exchangeTime())
                .text(summary.ticker())
                .dollars(summary.lastPrice())
                .dollars(summary.bid())
                .dollars(summary.ask())
                .contracts(summary.bidQuantity())
                .contracts(summary.askQuantity())
                .contracts(summary.lastTradeQuantity())
                .contracts(summary.volume())
                .contracts(summary.openInterest())
                .number(summary.dollarVolume())
                .number(summary.dollarOpenInterest());
    }

    static void trade(Trade trade, Frame frame, Columns columns) throws SQLException {
        columns.number(frame.connectionId())
                .number(frame.number())
                .number(frame.subscription())
                .number(frame.sequence())
                .time(frame.receivedTime())
                .time(trade.exchangeTime())
                .text(trade.tradeId())
                .text(trade.ticker())
                .dollars(trade.price())
                .contracts(trade.quantity())
                .side(trade.takerSide())
                .flag(trade.block());
    }

    static void snapshot(BookUpdate.Snapshot snapshot, Frame frame, Columns columns) throws SQLException {
        columns.number(frame.connectionId())
                .number(frame.number())
                .number(snapshot.subscription())
                .number(snapshot.sequence())
                .time(frame.receivedTime())
                .text(snapshot.ticker())
                .text(levels(snapshot.levels()));
    }

    static void lifecycle(MarketLifecycle lifecycle, Frame frame, Columns columns) throws SQLException {
        columns.number(frame.connectionId())
                .number(frame.number())
                .number(frame.subscription())
                .number(frame.sequence())
                .time(frame.receivedTime())
                .text(frame.type())
                .text(lifecycle.ticker())
                .text(lifecycle.eventTicker())
                .text(lifecycle.change())
                .time(lifecycle.openTime())
                .time(lifecycle.closeTime())
                .time(lifecycle.determinedTime())
                .time(lifecycle.settledTime())
                .text(lifecycle.result())
                .dollars(lifecycle.settlementValue())
                .text(lifecycle.details());
    }

    private static String levels(List<BookUpdate.Level> levels) {
        StringBuilder json = new StringBuilder(32 + levels.size() * 24).append("{\"bid\":[");
        appendSide(json, levels, BookSide.BID);
        json.append("],\"ask\":[");
        appendSide(json, levels, BookSide.ASK);
        return json.append("]}").toString();
    }

    private static void appendSide(StringBuilder json, List<BookUpdate.Level> levels, BookSide side) {
        boolean first = true;
        for (BookUpdate.Level level : levels) {
            if (level.side() == side) {
                json.append(first ? "[\"" : ",[\"");
                json.append(level.price())
                        .append("\",\"")
                        .append(level.quantity())
                        .append("\"]");
                first = false;
            }
        }
    }
}
