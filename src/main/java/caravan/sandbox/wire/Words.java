package caravan.sandbox.wire;

import caravan.model.BookSide;
import caravan.model.Money;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.sandbox.engine.MarketResult;
import caravan.sandbox.engine.MarketStatus;
import caravan.sandbox.engine.Order;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** The engine's numbers and states in the exchange's notation. */
public final class Words {
    /** The account's user id; a sandbox has one user. */
    public static final String USER_ID = "5f1c0000-0000-4000-8000-0000ca2a7a40";

    private Words() {}

    /** Dollars with four decimals. */
    public static String price(int units) {
        return new Price(units).toString();
    }

    /** Dollars with six decimals. */
    public static String money(long units) {
        return new Money(units).toString();
    }

    /** Whole cents; what is below them is left out, also of a debt. */
    public static long cents(long units) {
        return units / 10_000;
    }

    /** Contracts with two decimals. */
    public static String count(long units) {
        return new Quantity(units).toString();
    }

    public static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    /** RFC 3339 in UTC, to the microsecond. */
    public static String time(long micros) {
        return instant(micros).toString();
    }

    /** RFC 3339 in UTC without a fraction, as opening and closing times are written. */
    public static String wholeSeconds(long micros) {
        return Instant.ofEpochSecond(seconds(micros)).toString();
    }

    public static long seconds(long micros) {
        return Math.floorDiv(micros, 1_000_000);
    }

    public static long millis(long micros) {
        return Math.floorDiv(micros, 1_000);
    }

    /** {@code bid} or {@code ask}. */
    public static String bookSide(BookSide side) {
        return side == BookSide.BID ? "bid" : "ask";
    }

    /** The outcome that a side of the book buys: {@code yes} or {@code no}. */
    public static String outcome(BookSide side) {
        return side == BookSide.BID ? "yes" : "no";
    }

    public static String status(Order order) {
        return order.status().name().toLowerCase(Locale.ROOT);
    }

    public static String status(MarketStatus status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    /** {@code yes}, {@code no}, {@code scalar} or {@code void}. */
    public static String result(MarketResult result) {
        return result.kind().name().toLowerCase(Locale.ROOT);
    }
}
