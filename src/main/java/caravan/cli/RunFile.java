package caravan.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * {@code run.json}: tells scripts and a second shell which process runs on a data folder and where it listens. It is
 * there as long as the program is up; a crash leaves it behind.
 */
final class RunFile implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;

    private RunFile(Path file) {
        this.file = file;
    }

    /**
     * Writes the file.
     *
     * @param addresses by what listens there: exchange, discord, management, console
     * @param token what a request to the console has to know
     */
    static RunFile write(
            Path data, Environment environment, Instant started, Map<String, URI> addresses, Optional<String> token)
            throws IOException {
        ObjectNode run = JSON.createObjectNode()
                .put("pid", ProcessHandle.current().pid())
                .put("started", started.toString())
                .put("environment", environment.id())
                .put("version", Version.text());
        ObjectNode bound = run.putObject("addresses");
        addresses.forEach((name, address) -> bound.put(name, address.toString()));
        token.ifPresent(secret -> run.put("token", secret));
        Path file = data.resolve("run.json");
        Path temporary = data.resolve("run.json.new");
        Files.deleteIfExists(temporary);
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(
                    temporary, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(temporary, run.toPrettyString() + "\n", StandardCharsets.UTF_8);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return new RunFile(file);
    }

    /**
     * What a process that runs on a folder says of itself.
     *
     * @param addresses by what listens there: exchange, discord, management, console
     * @param token what a request to the console has to know; absent where nothing is needed
     */
    record Running(long pid, Map<String, URI> addresses, Optional<String> token) {
        /** Where its API is; empty where it has none. */
        Optional<URI> console() {
            return Optional.ofNullable(addresses.get("console"));
        }

        /** Where the exchange is that it has started; empty where it has started none. */
        Optional<URI> exchange() {
            return Optional.ofNullable(addresses.get("exchange"));
        }

        /** Leaves the token out. */
        @Override
        public String toString() {
            return "Running[pid=" + pid + ", addresses=" + addresses + "]";
        }
    }

    /** Returns who runs on the folder; empty where nobody does, also where a crash has left the file behind. */
    static Optional<Running> read(Path data) {
        try {
            JsonNode run = JSON.readTree(data.resolve("run.json").toFile());
            long pid = run.path("pid").asLong();
            if (ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty()) {
                return Optional.empty();
            }
            Map<String, URI> addresses = new HashMap<>();
            run.path("addresses")
                    .properties()
                    .forEach(address -> addresses.put(
                            address.getKey(), URI.create(address.getValue().asText())));
            return Optional.of(new Running(
                    pid, addresses, Optional.of(run.path("token").asText("")).filter(token -> !token.isEmpty())));
        } catch (IOException | IllegalArgumentException nobody) {
            return Optional.empty();
        }
    }

    /** Returns who runs on the folder, as words for a message; nothing where the file does not tell. */
    static String owner(Path data) {
        try {
            JsonNode run = JSON.readTree(data.resolve("run.json").toFile());
            return " (process %s, started %s)"
                    .formatted(run.path("pid").asText("?"), run.path("started").asText("?"));
        } catch (JsonProcessingException damaged) {
            return " (its run.json is damaged)";
        } catch (IOException notYetWritten) {
            return " (it is starting)";
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
