package caravan.cli;

import io.github.cdimascio.dotenv.Dotenv;
import io.github.cdimascio.dotenv.DotenvEntry;
import io.github.cdimascio.dotenv.DotenvException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/** Reads the two files that a working directory may hold. A file that is not there sets nothing. */
final class SettingsFiles {
    private SettingsFiles() {}

    static Map<String, String> applicationProperties(Path directory) {
        Path file = directory.resolve("application.properties");
        if (!Files.exists(file)) {
            return Map.of();
        }
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(in);
        } catch (MalformedInputException notUtf8) {
            throw new BadInputException("application.properties: expected UTF-8 text; save the file as UTF-8", notUtf8);
        } catch (IllegalArgumentException badEscape) {
            throw new BadInputException(
                    "application.properties: found a \\u without four hexadecimal digits; write \\\\ for a backslash",
                    badEscape);
        } catch (IOException unreadable) {
            throw new BadInputException(
                    "application.properties: expected a readable file; check " + file.toAbsolutePath(), unreadable);
        }
        Map<String, String> values = new LinkedHashMap<>();
        properties
                .stringPropertyNames()
                .forEach(name -> values.put(name, properties.getProperty(name).strip()));
        return values;
    }

    /** Returns the variables of {@code .env}. A value between double quotes may have several lines. */
    static Map<String, String> dotEnv(Path directory) {
        Map<String, String> values = new LinkedHashMap<>();
        if (!Files.exists(directory.resolve(".env"))) {
            return values;
        }
        try {
            for (DotenvEntry entry : Dotenv.configure()
                    .directory(directory.toAbsolutePath().toString())
                    .load()
                    .entries(Dotenv.Filter.DECLARED_IN_ENV_FILE)) {
                values.put(entry.getKey(), withoutQuotes(entry.getValue()));
            }
        } catch (DotenvException malformed) {
            // Its message quotes the line, which may be part of a key.
            throw new BadInputException(
                    ".env: expected lines of NAME=value, with values of several lines between double quotes;"
                            + " found a line that is neither");
        }
        return values;
    }

    /** The library takes double quotes off, but not single ones. */
    private static String withoutQuotes(String value) {
        boolean quoted = value.length() >= 2 && value.startsWith("'") && value.endsWith("'");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
