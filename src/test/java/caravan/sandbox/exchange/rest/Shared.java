package caravan.sandbox.exchange.rest;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Specifications and recorded traffic of the exchange, which lie beside the project where they lie at all. */
final class Shared {
    private Shared() {}

    static Path file(String name) {
        String shared = System.getProperty("shared.dir");
        Path folder = shared == null ? Path.of(System.getProperty("user.dir"), "..", "shared") : Path.of(shared);
        return folder.resolve("kalshi").resolve(name).normalize();
    }

    /** The lines of a recording; where it is absent the test is skipped, with the reason. */
    static List<String> lines(String name) {
        Path file = file("samples").resolve(name);
        assumeThat(file).as("recorded traffic is not part of the project").exists();
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> !line.isBlank())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
