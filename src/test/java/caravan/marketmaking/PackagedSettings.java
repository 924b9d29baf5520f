package caravan.marketmaking;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** The settings as they are packed, some of them changed. */
final class PackagedSettings {
    private final Properties values = new Properties();

    PackagedSettings() {
        try (Reader in = Files.newBufferedReader(Path.of("application.properties"))) {
            values.load(in);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    PackagedSettings with(String name, String value) {
        values.setProperty("market-making." + name, value);
        return this;
    }

    MakingSettings read() {
        return MakingSettings.of(values::getProperty, true);
    }
}
