package caravan.cli;

import caravan.model.Durations;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Every setting with its value, resolved once at the start.
 *
 * <p>From the weakest to the strongest: the packaged {@code application.properties}, the one in the working directory,
 * {@code .env} there, environment variables, {@code -D}. A variable that is set to nothing counts as not set, because
 * that is how containers pass on what nobody gave. Values were checked when they were read, so the getters of numbers
 * and durations do not fail. Immutable.
 */
public final class Settings {
    private final Map<String, Setting> settings;
    private final KnownSettings known;
    private final Path workingDirectory;
    private final Supplier<Settings> again;

    private Settings(
            Map<String, Setting> settings, KnownSettings known, Path workingDirectory, Supplier<Settings> again) {
        this.settings = settings;
        this.known = known;
        this.workingDirectory = workingDirectory;
        this.again = again;
    }

    /**
     * Reads all settings.
     *
     * @param environment the variables of the environment
     * @param system the system properties, {@code -D}
     * @param workingDirectory the folder of the files; relative paths start there
     * @throws BadInputException when a setting of ours is unknown, was renamed, or has a value of the wrong kind
     */
    public static Settings load(Map<String, String> environment, Properties system, Path workingDirectory) {
        KnownSettings known = KnownSettings.packaged();
        SettingsLoader loader = new SettingsLoader(known);
        known.defaults().forEach((name, value) -> loader.property(Origin.PACKAGED, name, value));
        SettingsFiles.applicationProperties(workingDirectory)
                .forEach((name, value) -> loader.property(Origin.FILE, name, value));
        SettingsFiles.dotEnv(workingDirectory).forEach((name, value) -> loader.variable(Origin.DOT_ENV, name, value));
        new TreeMap<>(environment).forEach((name, value) -> loader.variable(Origin.ENVIRONMENT, name, value));
        system.stringPropertyNames().stream()
                .sorted()
                .forEach(name -> loader.property(Origin.SYSTEM, name, system.getProperty(name)));
        return new Settings(
                loader.checked(), known, workingDirectory, () -> load(environment, system, workingDirectory));
    }

    /** Returns these settings with other values for some. */
    Settings with(Map<String, String> values) {
        Map<String, Setting> changed = new TreeMap<>(settings);
        values.forEach((name, value) -> changed.put(name, new Setting(value, Origin.SYSTEM)));
        return new Settings(changed, known, workingDirectory, () -> again.get().with(values));
    }

    /**
     * Reads all settings again, for the few that hold at once when a file changes.
     *
     * @throws BadInputException as {@link #load} does
     */
    public Settings reloaded() {
        return again.get();
    }

    /** Returns the value, empty where it is set to nothing. */
    public String text(String name) {
        Setting setting = settings.get(name);
        if (setting == null) {
            throw new IllegalArgumentException("no setting named " + name + " in application.properties");
        }
        return setting.value();
    }

    /** Returns the value, or empty where it is set to nothing. */
    public Optional<String> find(String name) {
        return Optional.of(text(name)).filter(value -> !value.isBlank());
    }

    public Duration duration(String name) {
        return Durations.parse(text(name)).orElseThrow();
    }

    /** Returns a size in bytes. */
    public long bytes(String name) {
        return Sizes.parse(text(name)).orElseThrow();
    }

    /** Returns the durations of all settings with this beginning, by the rest of the name; without those that are forever. */
    public Map<String, Duration> durations(String beginning) {
        Map<String, Duration> durations = new TreeMap<>();
        settings.keySet().stream()
                .filter(name -> name.startsWith(beginning))
                .forEach(name -> Durations.parse(text(name))
                        .ifPresent(duration -> durations.put(name.substring(beginning.length()), duration)));
        return durations;
    }

    public int number(String name) {
        return Integer.parseInt(text(name));
    }

    public double decimal(String name) {
        return Double.parseDouble(text(name));
    }

    public long seed(String name) {
        return Long.parseLong(text(name));
    }

    public boolean isOn(String name) {
        return Boolean.parseBoolean(text(name));
    }

    /** Returns the parts between commas, without blanks around them and without empty ones. */
    public List<String> list(String name) {
        return parts(text(name));
    }

    /** Returns the parts of a value between commas, without blanks around them and without empty ones. */
    public static List<String> parts(String value) {
        return Arrays.stream(value.split(",", -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    /** Returns the path, against the working directory where it is relative. */
    public Path path(String name) {
        return workingDirectory.resolve(text(name)).toAbsolutePath().normalize();
    }

    public Path workingDirectory() {
        return workingDirectory;
    }

    /**
     * Whether the user chose the value. A copy of the packaged file in the working directory chooses nothing: only
     * values in it that differ from the packaged ones count.
     */
    public boolean isStated(String name) {
        Setting setting = settings.get(name);
        if (setting == null || setting.origin() == Origin.PACKAGED) {
            return false;
        }
        return setting.origin() != Origin.FILE
                || !setting.value().equals(known.defaults().get(name));
    }

    /** Returns all settings, the user's own and Camel's among them, for Camel's property placeholders. */
    public Properties asProperties() {
        Properties properties = new Properties();
        settings.forEach((name, setting) -> properties.setProperty(name, setting.value()));
        return properties;
    }

    /** Returns where a value was set, for a message. */
    String origin(String name) {
        @Nullable Setting setting = settings.get(name);
        return setting == null ? "nowhere" : setting.origin().toString();
    }

    /** Returns the longest secret values first, so that messages of others can be cleaned of them. */
    Collection<String> secrets() {
        return settings.entrySet().stream()
                .filter(entry -> KnownSettings.isSecret(entry.getKey()))
                .map(entry -> entry.getValue().value())
                .filter(value -> value.length() >= 4)
                .sorted((a, b) -> b.length() - a.length())
                .toList();
    }

    /** Shows names, and the values of our own settings that are no secrets. The user's own values may be secrets. */
    @Override
    public String toString() {
        return settings.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + shown(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", ", "Settings[", "]"));
    }

    private String shown(String name, Setting setting) {
        boolean plain = known.contains(name) && !KnownSettings.isSecret(name);
        return plain || setting.value().isEmpty() ? setting.value() : "***";
    }
}
