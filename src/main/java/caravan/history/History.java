package caravan.history;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Lists what was recorded.
 *
 * <p>A list is written to a file first, whatever its size: so it needs no memory, a failure half way is an error and not
 * half a list, and a reader that is slow holds no database connection. Safe for use by several threads.
 */
public final class History {
    private final Tables tables;
    private final Path folder;
    private final InstantSource clock;

    /**
     * Makes it.
     *
     * @param folder for files that live as long as somebody reads them
     */
    public History(Tables tables, Path folder, InstantSource clock) {
        this.tables = tables;
        this.folder = folder;
        this.clock = clock;
    }

    /**
     * Lists rows.
     *
     * @param parameters {@code subject}, and if wanted {@code ticker}, {@code since}, {@code until}, {@code limit},
     *     {@code format}, {@code by}
     * @throws BadQueryException if that is not what can be asked
     * @throws UnansweredException if the database does not answer
     */
    public Listing list(Map<String, String> parameters) {
        Map<String, String> rest = new HashMap<>(parameters);
        Subject subject = Subjects.named(rest.getOrDefault("subject", ""), rest.remove("by"));
        Format format = Format.of(rest);
        rest.keySet().removeAll(List.of("subject", "format"));
        Query query = Query.of(rest, clock);
        try {
            return new Listing(format.contentType(), write(subject, query, format), subject.name() + "." + format.id());
        } catch (IOException full) {
            throw new UnansweredException(
                    "expected room for a list in %s, found: %s; make room, or ask for less"
                            .formatted(folder, full.getMessage()),
                    full);
        }
    }

    private InputStream write(Subject subject, Query query, Format format) throws IOException {
        Files.createDirectories(folder);
        Path place = Files.createTempDirectory(folder, "list-");
        Path file = place.resolve("list");
        try {
            if (format == Format.PARQUET) {
                writeParquet(subject, query, file, place);
            } else {
                try (BufferedWriter out = Files.newBufferedWriter(file)) {
                    tables.list(subject, query, format == Format.CSV ? new CsvRows(out) : new JsonRows(out));
                }
            }
            return new Disappearing(Files.newInputStream(file, StandardOpenOption.READ), place);
        } catch (IOException | RuntimeException failed) {
            delete(place);
            throw failed;
        }
    }

    private void writeParquet(Subject subject, Query query, Path file, Path place) throws IOException {
        try (ParquetRows rows = new ParquetRows(file, place)) {
            tables.list(subject, query, rows);
        } catch (SQLException refused) {
            throw new IOException("DuckDB cannot write a Parquet file here", refused);
        }
    }

    /** Removes what a killed process has left in its folder. */
    public static void clear(Path folder) {
        if (Files.isDirectory(folder)) {
            delete(folder);
        }
    }

    /** Removes a folder and what is in it. */
    static void delete(Path place) {
        try (Stream<Path> files = Files.walk(place)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException stays) {
            throw new UncheckedIOException(stays);
        }
    }
}
