package caravan.sandbox.exchange.stream;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes the text of a frame as bytes, without objects in between. Written for the frames of which there are many. */
final class Text {
    private static final int CENTS = 100;

    private byte[] bytes;
    private int length;

    Text(int capacity) {
        bytes = new byte[capacity];
    }

    Text clear() {
        length = 0;
        return this;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    /** Writes characters of ASCII as they are. */
    @SuppressWarnings("deprecation") // the only copy that does not look at every character; all are ASCII here
    Text ascii(String text) {
        int end = length + text.length();
        reserve(end);
        text.getBytes(0, text.length(), bytes, length);
        length = end;
        return this;
    }

    Text raw(byte[] some) {
        int end = length + some.length;
        reserve(end);
        System.arraycopy(some, 0, bytes, length, some.length);
        length = end;
        return this;
    }

    /** Writes a string in quotes, with whatever JSON wants escaped. */
    Text quoted(String text) {
        put('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                put('\\').put(c);
            } else if (c < ' ') {
                ascii(String.format("\\u%04x", (int) c));
            } else if (c < 0x80) {
                put(c);
            } else {
                int end = text.offsetByCodePoints(i, 1);
                raw(text.substring(i, end).getBytes(StandardCharsets.UTF_8));
                i = end - 1;
            }
        }
        return put('"');
    }

    Text number(long value) {
        if (value < 0) {
            return ascii(Long.toString(value));
        }
        reserve(length + 20);
        digits(value, 1);
        return this;
    }

    /** Writes ten-thousandths of a dollar in quotes, with four decimals. */
    Text dollars(int units) {
        return decimal(units, 10_000, 4);
    }

    /** Writes hundredths of a contract in quotes, with two decimals. */
    Text count(long units) {
        return decimal(units, CENTS, 2);
    }

    private Text decimal(long units, int one, int decimals) {
        reserve(length + 24);
        bytes[length++] = '"';
        long rest = units;
        if (units < 0) {
            bytes[length++] = '-';
            rest = Math.negateExact(units);
        }
        digits(rest / one, 1);
        bytes[length++] = '.';
        digits(rest % one, decimals);
        bytes[length++] = '"';
        return this;
    }

    private void digits(long value, int least) {
        int count = 1;
        for (long left = value; left >= 10; left /= 10) {
            count++;
        }
        count = Math.max(count, least);
        long rest = value;
        for (int i = length + count - 1; i >= length; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += count;
    }

    private Text put(char c) {
        reserve(length + 1);
        bytes[length++] = (byte) c;
        return this;
    }

    private void reserve(int needed) {
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, 2 * bytes.length));
        }
    }
}
