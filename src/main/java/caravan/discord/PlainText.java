package caravan.discord;

/**
 * Writes data so that Discord shows it letter by letter: no formatting, no links, no mentions.
 *
 * <p>Discord takes a backslash before any punctuation as "show the next sign as it is".
 */
final class PlainText {
    private static final String ALWAYS_ESCAPED = "\\*_~`|<>[]@/";
    private static final String ESCAPED_AT_LINE_START = "#-+>";
    private static final String ELLIPSIS = "…";

    private PlainText() {}

    /**
     * Escapes a text, and shortens it where it would become longer than allowed.
     *
     * @param limit in code points, counted as sent; an ellipsis stands for what was cut off
     */
    static String escaped(String text, int limit) {
        return written(text, limit, true);
    }

    /** Shortens a text for a place where Discord formats nothing, such as a footer. */
    static String unescaped(String text, int limit) {
        return written(text, limit, false);
    }

    private static String written(String text, int limit, boolean escape) {
        if (limit <= 0) {
            return "";
        }
        StringBuilder out = new StringBuilder(text.length() + 16);
        int length = 0;
        int charsToKeep = 0;
        boolean lineStart = true;
        int[] codePoints = visible(text).codePoints().toArray();
        for (int index = 0; index < codePoints.length; index++) {
            int codePoint = codePoints[index];
            boolean escaped = escape && needsEscape(codePoints, index, lineStart);
            if (escaped) {
                out.append('\\');
                length++;
            }
            out.appendCodePoint(codePoint);
            length++;
            if (length > limit) {
                out.setLength(charsToKeep);
                return out.append(ELLIPSIS).toString();
            }
            if (length < limit) {
                charsToKeep = out.length();
            }
            lineStart = codePoint == '\n' || (lineStart && (codePoint == ' ' || isDigit(codePoint)));
        }
        return out.toString();
    }

    private static boolean needsEscape(int[] codePoints, int index, boolean lineStart) {
        int codePoint = codePoints[index];
        if (ALWAYS_ESCAPED.indexOf(codePoint) >= 0) {
            return true;
        }
        if (codePoint == ':') {
            // Begins an emoji's name, or stands in an address; before a space it does neither.
            return index + 1 < codePoints.length && !Character.isWhitespace(codePoints[index + 1]);
        }
        if (!lineStart) {
            return false;
        }
        boolean afterDigit = index > 0 && isDigit(codePoints[index - 1]);
        return afterDigit ? codePoint == '.' || codePoint == ')' : ESCAPED_AT_LINE_START.indexOf(codePoint) >= 0;
    }

    private static boolean isDigit(int codePoint) {
        return codePoint >= '0' && codePoint <= '9';
    }

    /** Leaves out what has no shape of its own and could turn a line around or hide a part of it. */
    private static String visible(String text) {
        return text.strip()
                .replaceAll("[\\p{Cc}\\u2028\\u2029&&[^\\n]]+", " ")
                .replaceAll("[\\u200B\\u200E\\u200F\\u202A-\\u202E\\u2060-\\u2069\\uFEFF]", "");
    }
}
