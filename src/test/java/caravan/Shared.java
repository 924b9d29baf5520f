package caravan;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Specifications and recorded traffic of the exchange, which lie beside the project where they lie at all. */
public final class Shared {
    private static final Path FOLDER = Path.of(System.getProperty("shared.dir", "../shared"))
            .resolve("kalshi")
            .toAbsolutePath()
            .normalize();

    private Shared() {}

    /** A file, or a folder, that may be absent. */
    public static Path file(String name) {
        return FOLDER.resolve(name);
    }

    /** A recording; where it is absent the test is skipped, with the reason. */
    public static Path recording(String name) {
        Path file = file("samples").resolve(name);
        assumeThat(file).as("recorded traffic is not part of the project").exists();
        return file;
    }

    /** The lines of a recording; where it is absent the test is skipped, with the reason. */
    public static List<String> lines(String name) {
        try {
            return Files.readAllLines(recording(name)).stream()
                    .filter(line -> !line.isBlank())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
