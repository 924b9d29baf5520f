package caravan.sandbox.exchange.stream;

import caravan.model.BookSide;
import caravan.model.Price;
import caravan.sandbox.engine.Order;
import caravan.sandbox.engine.Trade;
import caravan.sandbox.wire.Words;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes what everybody may know: books, tickers, trades. These are nearly all frames there are, so no tree of objects
 * is made for them. Not thread-safe.
 */
final class MarketText {
    private static final int DOLLAR = Price.UNITS_PER_DOLLAR;
    private static final int CENT = 100;

    private final Text text = new Text(1_024);
    private long timeMicros = Long.MIN_VALUE;
    private String timeText = "";

    /** A whole book. A side without orders is left out. */
    byte[] snapshot(MarketView view, Form form, boolean yesPrices) {
        text.clear().raw(view.head);
        for (BookSide side : BookSide.values()) {
            if (view.market.book().best(side) >= 0) {
                boolean complement = side == BookSide.ASK && !yesPrices;
                NavigableMap<Integer, Long> levels = new TreeMap<>();
                view.market
                        .book()
                        .forEach(side, (price, quantity) -> levels.put(complement ? DOLLAR - price : price, quantity));
                // The best price stands last, also where it is the lowest.
                boolean descending = side == BookSide.ASK && yesPrices;
                levels(side, form, descending ? levels.descendingMap() : levels);
            }
        }
        return text.ascii("}").toBytes();
    }

    private void levels(BookSide side, Form form, NavigableMap<Integer, Long> levels) {
        String name = Words.outcome(side);
        if (form.hasIntegers()) {
            Map<Integer, Long> byCent = new java.util.LinkedHashMap<>();
            levels.forEach((price, quantity) -> byCent.merge(price / CENT, quantity, Long::sum));
            text.ascii(",\"").ascii(name).ascii("\":[");
            String comma = "";
            for (Map.Entry<Integer, Long> level : byCent.entrySet()) {
                text.ascii(comma).ascii("[").number(level.getKey()).ascii(",");
                text.number(level.getValue() / CENT).ascii("]");
                comma = ",";
            }
            text.ascii("]");
        }
        if (form == Form.TRANSITIONAL) {
            array(name + "_dollars", levels, false);
        }
        if (form.hasStrings()) {
            array(name + "_dollars_fp", levels, true);
        }
    }

    private void array(String name, Map<Integer, Long> levels, boolean fractions) {
        text.ascii(",\"").ascii(name).ascii("\":[");
        String comma = "";
        for (Map.Entry<Integer, Long> level : levels.entrySet()) {
            text.ascii(comma).ascii("[").dollars(level.getKey()).ascii(",");
            if (fractions) {
                text.count(level.getValue());
            } else {
                text.number(level.getValue() / CENT);
            }
            text.ascii("]");
            comma = ",";
        }
        text.ascii("]");
    }

    /**
     * One change of a book.
     *
     * @param price YES price, also for asks
     * @param own the reader's order that caused it, or null
     * @return null where the form is too coarse to show it
     */
    byte @Nullable [] delta(
            MarketView view,
            Form form,
            BookSide side,
            int price,
            long change,
            boolean yesPrices,
            @Nullable Order own,
            long now) {
        boolean complement = side == BookSide.ASK && !yesPrices;
        int shown = complement ? DOLLAR - price : price;
        text.clear().raw(view.head);
        if (form.hasIntegers()) {
            long whole = view.wholeContracts(side, shown / CENT, complement, 0)
                    - view.wholeContracts(side, shown / CENT, complement, change);
            if (whole == 0 && form == Form.LEGACY) {
                return null;
            }
            text.ascii(",\"price\":").number(shown / CENT).ascii(",\"delta\":").number(whole);
        }
        if (form.hasStrings()) {
            text.ascii(",\"price_dollars\":")
                    .dollars(shown)
                    .ascii(",\"delta_fp\":")
                    .count(change);
        }
        text.ascii(side == BookSide.BID ? ",\"side\":\"yes\"" : ",\"side\":\"no\"");
        if (own != null) {
            String clientOrderId = own.clientOrderId();
            if (clientOrderId != null) {
                text.ascii(",\"client_order_id\":").quoted(clientOrderId);
            }
            if (form.hasStrings()) {
                text.ascii(",\"subaccount\":0");
            }
        }
        text.ascii(",\"ts\":\"").ascii(time(now)).ascii("\"");
        if (form == Form.CURRENT) {
            text.ascii(",\"ts_ms\":").number(Words.millis(now));
        }
        return text.ascii("}").toBytes();
    }

    byte[] trade(Trade trade, Form form) {
        BookSide taker = trade.taker().side();
        int yes = trade.price();
        text.clear().ascii("{\"trade_id\":\"").ascii(trade.id()).ascii("\",\"market_ticker\":");
        text.quoted(trade.market().ticker());
        if (form.hasIntegers()) {
            text.ascii(",\"yes_price\":")
                    .number(yes / CENT)
                    .ascii(",\"no_price\":")
                    .number((DOLLAR - yes) / CENT);
            text.ascii(",\"count\":").number(trade.quantity() / CENT);
        }
        if (form.hasStrings()) {
            text.ascii(",\"yes_price_dollars\":").dollars(yes);
            text.ascii(",\"no_price_dollars\":").dollars(DOLLAR - yes);
            text.ascii(",\"count_fp\":").count(trade.quantity());
        }
        text.ascii(taker == BookSide.BID ? ",\"taker_side\":\"yes\"" : ",\"taker_side\":\"no\"");
        if (form == Form.CURRENT) {
            text.ascii(
                    taker == BookSide.BID
                            ? ",\"taker_outcome_side\":\"yes\",\"taker_book_side\":\"bid\""
                            : ",\"taker_outcome_side\":\"no\",\"taker_book_side\":\"ask\"");
            text.ascii(",\"is_block_trade\":false");
        }
        text.ascii(",\"ts\":").number(Words.seconds(trade.time()));
        if (form == Form.CURRENT) {
            text.ascii(",\"ts_ms\":").number(Words.millis(trade.time()));
        }
        return text.ascii("}").toBytes();
    }

    byte[] ticker(MarketView view, Form form, long now) {
        var market = view.market;
        int bid = view.best(BookSide.BID);
        int ask = view.best(BookSide.ASK);
        text.clear().raw(view.head);
        if (form.hasIntegers()) {
            text.ascii(",\"price\":").number(market.lastPrice() / CENT);
            text.ascii(",\"yes_bid\":")
                    .number(bid / CENT)
                    .ascii(",\"yes_ask\":")
                    .number(ask / CENT);
            text.ascii(",\"volume\":").number(market.volume() / CENT);
            text.ascii(",\"open_interest\":").number(market.openInterest() / CENT);
        }
        if (form.hasStrings()) {
            text.ascii(",\"price_dollars\":");
            if (market.lastPrice() == 0) {
                text.ascii("\"\"");
            } else {
                text.dollars(market.lastPrice());
            }
            text.ascii(",\"yes_bid_dollars\":")
                    .dollars(bid)
                    .ascii(",\"yes_ask_dollars\":")
                    .dollars(ask);
            text.ascii(",\"volume_fp\":").count(market.volume());
            text.ascii(",\"open_interest_fp\":").count(market.openInterest());
        }
        // Half a dollar each, as in every recorded ticker.
        text.ascii(",\"dollar_volume\":").number(market.volume() / (2 * CENT));
        text.ascii(",\"dollar_open_interest\":").number(market.openInterest() / (2 * CENT));
        if (form.hasStrings()) {
            text.ascii(",\"yes_bid_size_fp\":")
                    .count(bid == 0 ? 0 : market.book().quantity(BookSide.BID, bid));
            text.ascii(",\"yes_ask_size_fp\":")
                    .count(ask == DOLLAR ? 0 : market.book().quantity(BookSide.ASK, ask));
            text.ascii(",\"last_trade_size_fp\":").count(market.lastQuantity());
        }
        text.ascii(",\"ts\":").number(Words.seconds(now));
        if (form == Form.CURRENT) {
            text.ascii(",\"ts_ms\":").number(Words.millis(now));
            text.ascii(",\"time\":\"").ascii(time(now)).ascii("\"");
        }
        return text.ascii("}").toBytes();
    }

    /** Much happens at one time. */
    private String time(long micros) {
        if (micros != timeMicros) {
            timeMicros = micros;
            timeText = Words.time(micros);
        }
        return timeText;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
