package caravan.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** Settings from nothing but what a test gives. */
final class GivenSettings {
    private final Path directory;
    private final Map<String, String> environment = new HashMap<>();
    private final Properties system = new Properties();

    GivenSettings(Path directory) {
        this.directory = directory;
    }

    GivenSettings file(String... lines) {
        return write("application.properties", String.join("\n", lines));
    }

    GivenSettings dotEnv(String text) {
        return write(".env", text);
    }

    GivenSettings variable(String name, String value) {
        environment.put(name, value);
        return this;
    }

    GivenSettings system(String name, String value) {
        system.setProperty(name, value);
        return this;
    }

    Settings load() {
        return Settings.load(environment, system, directory);
    }

    private GivenSettings write(String name, String text) {
        try {
            Files.writeString(directory.resolve(name), text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return this;
    }
}
