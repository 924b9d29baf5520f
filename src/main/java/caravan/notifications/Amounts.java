package caravan.notifications;

import caravan.model.Money;
import caravan.model.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/** Writes amounts as people read them: exact, without needless zeros, the same in every country. */
final class Amounts {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private Amounts() {}

    /** Dollars as cents, for example {@code 33.67 ¢}. */
    static String cents(BigDecimal dollars) {
        return format("#,##0.##########", dollars.multiply(HUNDRED)) + " ¢";
    }

    /** A price as the chance that it stands for, to one decimal, for example {@code 33.7 %}; never a false certainty. */
    static String percent(BigDecimal dollars) {
        BigDecimal percent = dollars.multiply(HUNDRED);
        BigDecimal rounded = percent.setScale(1, RoundingMode.HALF_UP);
        if (rounded.signum() == 0 && percent.signum() > 0) {
            return "< 0.1 %";
        }
        if (rounded.compareTo(HUNDRED) == 0 && percent.compareTo(HUNDRED) < 0) {
            return "> 99.9 %";
        }
        return format("0.#", rounded) + " %";
    }

    /** At least cents, and as many decimals as there are, for example {@code $6.00} or {@code $0.0546}. */
    static String dollars(Money money) {
        String amount = format("$#,##0.00####", money.toBigDecimal().abs());
        return money.units() < 0 ? "-" + amount : amount;
    }

    static String contracts(Quantity quantity) {
        return format("#,##0.##", quantity.toBigDecimal());
    }

    /** What contracts are worth when the answer is theirs: a dollar each. */
    static String payout(Quantity quantity) {
        return format("$#,##0.00", quantity.toBigDecimal());
    }

    /** Keeps text of the exchange to one line, so that it cannot pose as a line of ours. */
    static String oneLine(String text) {
        return text.replaceAll("[\\p{Cc}\\u2028\\u2029\\s]+", " ").strip();
    }

    private static String format(String pattern, BigDecimal value) {
        DecimalFormat format = new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT));
        format.setRoundingMode(RoundingMode.UNNECESSARY);
        return format.format(value);
    }
}
