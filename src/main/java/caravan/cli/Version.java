package caravan.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version of this program, from what Maven packs into the jar. */
final class Version implements IVersionProvider {
    private static final String FILE = "META-INF/maven/caravan/caravan/pom.properties";

    /** Returns the version; "development" when the program runs from its classes. */
    static String text() {
        try (InputStream in = Version.class.getClassLoader().getResourceAsStream(FILE)) {
            if (in == null) {
                return "development";
            }
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version", "development");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public String[] getVersion() {
        return new String[] {"Caravan " + text()};
    }
}
