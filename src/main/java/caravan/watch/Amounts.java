package caravan.watch;

import caravan.model.Price;
import caravan.model.Quantity;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes prices, contracts and times as a person reads them; exact, and a dash for what is not known. */
final class Amounts {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Amounts() {}

    /** Cents, for example {@code 56¢} or {@code 56.25¢}. */
    static String cents(@Nullable Price price) {
        return price == null ? "-" : Price.inCents(price.units());
    }

    /** Contracts, with thousands set off, and with decimals only where there are some. */
    static String contracts(@Nullable Quantity quantity) {
        if (quantity == null) {
            return "-";
        }
        boolean whole = quantity.units() % 100 == 0;
        return String.format(Locale.ROOT, whole ? "%,.0f" : "%,.2f", quantity.toBigDecimal());
    }

    static String time(@Nullable Instant time) {
        return time == null ? "-" : TIME.format(time);
    }
}
