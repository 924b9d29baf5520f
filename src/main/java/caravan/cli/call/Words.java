package caravan.cli.call;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Text that fits. */
final class Words {
    private Words() {}

    /** The text without what does not fit, and without blanks at its end. */
    static String cut(String text, OptionalInt width) {
        String whole = text.stripTrailing();
        return width.isEmpty() || whole.length() <= width.getAsInt()
                ? whole
                : whole.substring(0, width.getAsInt() - 1) + "…";
    }

    /** The text in lines, broken between words; a word that is too long stays whole. */
    static List<String> wrapped(String text, OptionalInt width) {
        if (width.isEmpty()) {
            return List.of(text);
        }
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.strip().split("\\s+")) {
            if (line.length() > 0 && line.length() + 1 + word.length() > width.getAsInt()) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    /** A label and a text beside it, which goes on below its own beginning. */
    static List<String> beside(String label, int labels, String text, OptionalInt width) {
        List<String> lines = new ArrayList<>();
        OptionalInt room = width.isEmpty() ? width : OptionalInt.of(Math.max(20, width.getAsInt() - labels));
        for (String part : wrapped(text, room)) {
            String left = lines.isEmpty() ? label : "";
            lines.add((left + " ".repeat(Math.max(0, labels - left.length())) + part).stripTrailing());
        }
        return lines;
    }

    /** A command in as many lines as it takes, which a shell reads as one. */
    static List<String> command(String command, List<String> words, OptionalInt width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(command);
        for (String word : words) {
            if (width.isPresent() && line.length() + 1 + word.length() + 2 > width.getAsInt()) {
                lines.add(line.append(" \\").toString());
                line = new StringBuilder("   ");
            }
            line.append(' ').append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
