package caravan.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A page such as the README as data: its code blocks, and the rows of its tables. */
public record Readme(List<Block> blocks, List<List<String>> rows) {
    /**
     * A code block.
     *
     * @param line where it begins, for messages
     * @param language the word after the fence, which decides how it is executed
     */
    public record Block(int line, String language, String text) {
        @Override
        public String toString() {
            return "line " + line + ", " + language + ": "
                    + text.lines().findFirst().orElse("");
        }
    }

    static Readme read() {
        return read(Path.of("README.md"));
    }

    /** Reads a page. */
    public static Readme read(Path page) {
        try {
            return parse(Files.readAllLines(page));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Readme parse(List<String> lines) {
        List<Block> blocks = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        int start = -1;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.startsWith("```") && start < 0) {
                start = i;
            } else if (line.startsWith("```")) {
                String text = String.join("\n", lines.subList(start + 1, i)) + "\n";
                blocks.add(new Block(start + 1, lines.get(start).substring(3), text));
                start = -1;
            } else if (start < 0 && line.startsWith("|") && !line.startsWith("| ---")) {
                rows.add(List.of(line.replaceAll("^\\| ?|\\|$", "").split("\\s*\\|\\s*", -1)));
            } else if (!line.startsWith("|")) {
                rows.add(List.of(""));
            }
        }
        return new Readme(blocks, rows);
    }

    /** The table that has this heading over its first column: first column to second. */
    Map<String, String> table(String heading, int columns) {
        Map<String, String> table = new LinkedHashMap<>();
        boolean inside = false;
        for (List<String> row : rows) {
            if (inside && row.size() != columns) {
                break;
            }
            if (inside) {
                table.put(plain(row.get(0)), plain(row.get(1)));
            }
            inside |= row.get(0).equals(heading) && row.size() == columns;
        }
        return table;
    }

    private static String plain(String cell) {
        return cell.replace("`", "").strip();
    }
}
