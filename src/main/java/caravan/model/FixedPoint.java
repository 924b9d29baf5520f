package caravan.model;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Reads and writes decimal text as whole numbers of a small unit, without floating point. */
final class FixedPoint {
    private static final int LONGEST_EXCERPT = 100;

    private FixedPoint() {}

    /**
     * Reads decimal text such as {@code "0.5600"} or {@code "-54"}.
     *
     * @param decimals how many decimals one unit has, for example 4 for ten-thousandths
     * @return the value in units
     * @throws IllegalArgumentException if the text is no plain decimal number, has more significant decimals than a
     *     unit can hold, or is too large
     */
    static long parse(CharSequence text, int decimals) {
        int length = text.length();
        int index = 0;
        boolean negative = length > 0 && text.charAt(0) == '-';
        if (negative) {
            index++;
        }
        long value = 0;
        int digits = 0;
        int afterPoint = -1;
        for (; index < length; index++) {
            char c = text.charAt(index);
            if (c == '.' && afterPoint < 0) {
                afterPoint = 0;
                continue;
            }
            if (c < '0' || c > '9') {
                throw new IllegalArgumentException("expected a decimal number, found '" + shortened(text) + "'");
            }
            digits++;
            if (afterPoint >= 0) {
                if (afterPoint == decimals) {
                    if (c != '0') {
                        throw new IllegalArgumentException(
                                "expected at most " + decimals + " decimals, found '" + shortened(text) + "'");
                    }
                    continue;
                }
                afterPoint++;
            }
            value = append(value, c - '0', text);
        }
        if (digits == 0) {
            throw new IllegalArgumentException("expected a decimal number, found '" + shortened(text) + "'");
        }
        for (int missing = decimals - Math.max(afterPoint, 0); missing > 0; missing--) {
            value = append(value, 0, text);
        }
        return negative ? -value : value;
    }

    private static long append(long value, int digit, CharSequence text) {
        if (value > (Long.MAX_VALUE - digit) / 10) {
            throw new IllegalArgumentException("number is too large: '" + shortened(text) + "'");
        }
        return value * 10 + digit;
    }

    /** Text from outside goes into logs and tables; its length is not ours to trust. */
    private static String shortened(CharSequence text) {
        return text.length() <= LONGEST_EXCERPT ? text.toString() : text.subSequence(0, LONGEST_EXCERPT) + "…";
    }

    static BigDecimal toBigDecimal(long units, int decimals) {
        return BigDecimal.valueOf(units, decimals);
    }

    /**
     * Converts an exact decimal.
     *
     * @throws ArithmeticException if the value has more decimals than a unit can hold
     */
    static long fromBigDecimal(BigDecimal value, int decimals) {
        return value.setScale(decimals, RoundingMode.UNNECESSARY)
                .unscaledValue()
                .longValueExact();
    }

    static String format(long units, int decimals) {
        return toBigDecimal(units, decimals).toPlainString();
    }
}
