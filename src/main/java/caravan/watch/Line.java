package caravan.watch;

/**
 * A line of so many columns: what is too long is cut, so that no terminal wraps it. Text of strangers loses what a terminal
 * would obey.
 */
final class Line {
    private final int width;
    private final boolean colours;
    private final StringBuilder text = new StringBuilder();
    private int used;

    Line(int width, boolean colours) {
        this.width = width;
        this.colours = colours;
    }

    Line add(String words) {
        return add(Ink.PLAIN, words);
    }

    Line add(Ink ink, String words) {
        StringBuilder fitting = new StringBuilder();
        for (int i = 0; i < words.length(); ) {
            int c = words.codePointAt(i);
            i += Character.charCount(c);
            int columns = columns(c);
            if (used + columns > width) {
                used = width;
                break;
            }
            fitting.appendCodePoint(isHarmful(c) ? '?' : c);
            used += columns;
        }
        text.append(colours ? ink.on(fitting.toString()) : fitting);
        return this;
    }

    /** Goes on at a column, counted from 0. */
    Line at(int column) {
        return add(" ".repeat(Math.max(0, Math.min(column, width) - used)));
    }

    /** How many columns are left. */
    int room() {
        return width - used;
    }

    private static boolean isHarmful(int c) {
        int type = Character.getType(c);
        return Character.isISOControl(c) || type == Character.FORMAT || type == Character.SURROGATE;
    }

    /** Characters of East Asia and pictures take two, marks on the letter before them none. */
    static int columns(int c) {
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        boolean wide = c >= 0x1100 && c <= 0x115F
                || c >= 0x2E80 && c <= 0xA4CF
                || c >= 0xAC00 && c <= 0xD7A3
                || c >= 0xF900 && c <= 0xFAFF
                || c >= 0xFE30 && c <= 0xFE6F
                || c >= 0xFF00 && c <= 0xFF60
                || c >= 0xFFE0 && c <= 0xFFE6
                || c >= 0x1F300 && c <= 0x1FAFF
                || c >= 0x20000 && c <= 0x3FFFD;
        return wide ? 2 : 1;
    }

    @Override
    public String toString() {
        return text.toString().stripTrailing();
    }
}
