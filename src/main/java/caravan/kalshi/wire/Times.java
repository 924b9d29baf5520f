package caravan.kalshi.wire;

import static java.time.temporal.ChronoUnit.MICROS;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Reads the exchange's three ways to write a time, to the microsecond.
 *
 * <p>A time at or before 1970 means "not set": the exchange's own language writes an unset time as 0 or as year 1.
 */
final class Times {
    /** The end of the year 9999, which every database can still store. */
    private static final long LATEST_MILLIS = 253_402_300_799_999L;

    private Times() {}

    /** When a stream message says that it happened. */
    static @Nullable Instant of(Body body) {
        Instant millis = millis(body, Field.TS_MS);
        if (millis == null) {
            Instant time = secondsOrText(body, Field.TS);
            return time != null ? time : text(body, Field.TIME);
        }
        return moreExact(millis, body);
    }

    /** The older {@code ts} may have the microseconds that {@code ts_ms} lacks. */
    private static Instant moreExact(Instant millis, Body body) {
        String older = body.text(Field.TS);
        if (older == null || older.indexOf('T') < 0) {
            return millis;
        }
        Instant exact = text(body, Field.TS);
        return exact != null && exact.toEpochMilli() == millis.toEpochMilli() ? exact : millis;
    }

    /** The time in the first of two fields that has one. */
    static @Nullable Instant millisOrText(Body body, Field millis, Field text) {
        Instant time = millis(body, millis);
        return time != null ? time : text(body, text);
    }

    static @Nullable Instant millis(Body body, Field field) {
        Long millis = body.number(field);
        return millis == null || millis <= 0 ? null : checked(millis, field);
    }

    /** A time that others than the exchange wrote; null when it cannot be one. */
    static @Nullable Instant ofMillis(long millis) {
        return millis <= 0 || millis > LATEST_MILLIS ? null : Instant.ofEpochMilli(millis);
    }

    static @Nullable Instant seconds(Body body, Field field) {
        Long seconds = body.number(field);
        return seconds == null || seconds <= 0 ? null : checked(saturatedMillis(seconds), field);
    }

    private static long saturatedMillis(long seconds) {
        return seconds > LATEST_MILLIS / 1000 ? Long.MAX_VALUE : seconds * 1000;
    }

    private static Instant checked(long millis, Field field) {
        if (millis > LATEST_MILLIS) {
            throw new WireFormatException(field + ": expected a time before the year 10000, found " + millis + " ms");
        }
        return Instant.ofEpochMilli(millis);
    }

    static @Nullable Instant secondsOrText(Body body, Field field) {
        String text = body.text(field);
        return text != null && text.indexOf('T') >= 0 ? text(body, field) : seconds(body, field);
    }

    static @Nullable Instant text(Body body, Field field) {
        Instant time = body.convert(field, Times::parse);
        if (time != null && time.getEpochSecond() > LATEST_MILLIS / 1000) {
            throw new WireFormatException(field + ": expected a time before the year 10000, found " + time);
        }
        return time == null || time.getEpochSecond() <= 0 ? null : time;
    }

    /**
     * Reads RFC 3339 text with up to nine decimals.
     *
     * <p>The usual form in UTC is read by hand: every order book change carries one, and the JDK's parser takes longer
     * than all the rest of the message.
     */
    static Instant parse(String text) {
        try {
            int length = text.length();
            if (length >= 20 && text.charAt(length - 1) == 'Z' && text.charAt(10) == 'T') {
                long day = LocalDate.of(digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10))
                        .toEpochDay();
                int hour = digits(text, 11, 13);
                int minute = digits(text, 14, 16);
                int second = digits(text, 17, 19);
                boolean separated = text.charAt(4) == '-'
                        && text.charAt(7) == '-'
                        && text.charAt(13) == ':'
                        && text.charAt(16) == ':';
                if (separated && hour < 24 && minute < 60 && second < 60) {
                    return Instant.ofEpochSecond(
                            day * 86_400 + hour * 3_600L + minute * 60L + second, micros(text) * 1_000L);
                }
            }
            return OffsetDateTime.parse(text).toInstant().truncatedTo(MICROS);
        } catch (DateTimeException notATime) {
            throw new IllegalArgumentException(
                    "expected a time such as 2026-11-20T10:00:00.123456Z, found '" + text + "'", notATime);
        }
    }

    /** The fraction between second 19 and the closing Z, cut to microseconds. */
    private static int micros(String text) {
        int end = text.length() - 1;
        if (end == 19) {
            return 0;
        }
        if (text.charAt(19) != '.' || end > 29) {
            throw new DateTimeException("fraction");
        }
        int micros = 0;
        for (int index = 20; index < 26; index++) {
            micros = micros * 10 + (index < end ? digits(text, index, index + 1) : 0);
        }
        digits(text, 20, end);
        return micros;
    }

    private static int digits(String text, int from, int to) {
        int value = 0;
        for (int index = from; index < to; index++) {
            int digit = text.charAt(index) - '0';
            if (digit < 0 || digit > 9) {
                throw new DateTimeException("digits");
            }
            value = value * 10 + digit;
        }
        return value;
    }
}
