package caravan.cli;

import caravan.rules.Nearest;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The settings that this program has, by name, with their defaults. They are those of the packaged
 * {@code application.properties} and no others.
 */
final class KnownSettings {
    /** First words that are ours even where no setting begins with them yet: a later version may have some. */
    private static final Set<String> RESERVED =
            Set.of("market-making", "trading", "console", "notifications", "portfolio", "books", "orders", "risk");

    /** In the environment, which all programs share, only these first words are surely ours. */
    private static final Set<String> OURS_IN_ENVIRONMENT = Set.of("KALSHI", "DISCORD", "CARAVAN", "FILLS");

    /**
     * Other programs may use these first words too. Here only what is one letter away from a name of ours is taken for a
     * slip: some of these names are so short that another program's may be two letters away.
     */
    private static final Set<String> SHARED_IN_ENVIRONMENT = Set.of("LEDGER", "RECORDING", "MANAGEMENT", "SANDBOX");

    private static final Set<String> SECRETS = Set.of(
            "kalshi.api-key-id",
            "kalshi.private-key-pem",
            "discord.webhook-url",
            "discord.bot-token",
            "ledger.url",
            "recording.url");

    private final Map<String, String> defaults;
    private final Map<String, String> byVariable;
    private final Set<String> firstWords;

    KnownSettings(Map<String, String> defaults) {
        this.defaults = Collections.unmodifiableMap(new TreeMap<>(defaults));
        this.byVariable = defaults.keySet().stream().collect(Collectors.toMap(KnownSettings::variable, name -> name));
        this.firstWords = Stream.concat(defaults.keySet().stream().map(KnownSettings::firstWord), RESERVED.stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Reads the packaged file. */
    static KnownSettings packaged() {
        Properties properties = new Properties();
        try (InputStream in = KnownSettings.class.getResourceAsStream("/application.properties")) {
            if (in == null) {
                throw new IllegalStateException("the packaged application.properties is missing: build the jar again");
            }
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        Map<String, String> defaults = new TreeMap<>();
        properties.stringPropertyNames().stream()
                .filter(name -> !name.startsWith("camel."))
                .forEach(name -> defaults.put(name, properties.getProperty(name).strip()));
        return new KnownSettings(defaults);
    }

    /** Returns the environment variable's form of a name: {@code kalshi.api-key-id} is {@code KALSHI_API_KEY_ID}. */
    static String variable(String name) {
        return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    Map<String, String> defaults() {
        return defaults;
    }

    /** Returns the setting that an environment variable sets. */
    Optional<String> byVariable(String variable) {
        return Optional.ofNullable(byVariable.get(variable));
    }

    boolean contains(String name) {
        return defaults.containsKey(name);
    }

    /** Whether a name can only be meant for this program. */
    boolean isOurs(String name) {
        return firstWords.contains(firstWord(name));
    }

    /** Whether a variable of the environment can only be meant for this program, or is nearly a name of it. */
    boolean isOursInEnvironment(String variable) {
        int end = variable.indexOf('_');
        String word = end > 0 ? variable.substring(0, end) : "";
        return OURS_IN_ENVIRONMENT.contains(word)
                || SHARED_IN_ENVIRONMENT.contains(word) && isNearly(variable, byVariable.keySet(), 1);
    }

    /** Whether a name in the user's file, where names of the user's own are welcome, is nearly one of ours. */
    boolean isNearlyOurs(String name) {
        return isNearly(name, defaults.keySet(), 2);
    }

    private static boolean isNearly(String name, Collection<String> names, int slips) {
        return names.stream().anyMatch(known -> Nearest.distance(name, known) <= slips);
    }

    /** Whether a variable of the {@code .env} file, which is the user's own, can only be meant for this program. */
    boolean isOursInDotEnv(String variable) {
        return firstWords.stream().map(KnownSettings::variable).anyMatch(word -> variable.startsWith(word + "_"));
    }

    BadInputException unknown(String name, Origin origin) {
        return complaint(name, origin, Nearest.to(name, defaults.keySet()));
    }

    BadInputException unknownVariable(String variable, Origin origin) {
        return complaint(variable, origin, Nearest.to(variable, byVariable.keySet()));
    }

    /** Whether the value is printed nowhere. A JDBC URL may carry a password. */
    static boolean isSecret(String name) {
        return SECRETS.contains(name);
    }

    private static BadInputException complaint(String name, Origin origin, Optional<String> nearest) {
        return new BadInputException("%s: no setting of that name (found in %s); %s"
                .formatted(
                        name,
                        origin,
                        nearest.map(known -> "did you mean " + known + "?")
                                .orElse("all settings are listed in application.properties")));
    }

    private static String firstWord(String name) {
        int end = name.indexOf('.');
        return (end < 0 ? name : name.substring(0, end)).toLowerCase(Locale.ROOT);
    }
}
