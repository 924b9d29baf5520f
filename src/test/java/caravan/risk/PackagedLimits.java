package caravan.risk;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** The limits as they are packed, but for what a test says. */
final class PackagedLimits {
    private PackagedLimits() {}

    static RiskLimits with(int percent, Map<String, String> others) {
        Properties packaged = new Properties();
        try (Reader in = Files.newBufferedReader(Path.of("application.properties"))) {
            packaged.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new RiskLimits(name -> others.getOrDefault(name, packaged.getProperty("risk." + name)), percent);
    }
}
