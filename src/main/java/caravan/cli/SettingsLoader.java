package caravan.cli;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lays settings over one another, the weakest first, and refuses names of ours that do not exist. */
final class SettingsLoader {
    /** Camel binds these by itself, behind our checks: a key could meet the exchange of another environment. */
    private static final Pattern BESIDE_OUR_CHECKS =
            Pattern.compile("camel[._-](component|beans)[._-](kalshi|discord)([^a-z0-9].*)?", Pattern.CASE_INSENSITIVE);

    private final KnownSettings known;
    private final Map<String, Setting> settings = new TreeMap<>();

    SettingsLoader(KnownSettings known) {
        this.known = known;
    }

    /** Takes a property by its own name. System properties that are none of ours are left alone. */
    void property(Origin origin, String name, String value) {
        FormerNames.answer(name, value).ifPresent(line -> {
            throw new BadInputException(line);
        });
        refuseBesideOurChecks(origin, name);
        if (known.contains(name)) {
            put(origin, name, value);
        } else if (known.isOurs(name) || origin == Origin.FILE && known.isNearlyOurs(name)) {
            throw known.unknown(name, origin);
        } else if (origin != Origin.SYSTEM || name.startsWith("camel.")) {
            settings.put(name, new Setting(value, origin));
        }
    }

    /** Takes a variable of the environment or of {@code .env}. */
    void variable(Origin origin, String variable, String value) {
        FormerNames.answer(variable, value).ifPresent(line -> {
            throw new BadInputException(line);
        });
        refuseBesideOurChecks(origin, variable);
        if (value.isBlank()) {
            return;
        }
        known.byVariable(variable)
                .ifPresentOrElse(name -> put(origin, name, value), () -> unknownVariable(origin, variable, value));
    }

    /** Returns the settings when each value is of its kind. */
    Map<String, Setting> checked() {
        known.defaults().forEach((name, packaged) -> {
            Setting setting = settings.get(name);
            if (setting != null) {
                SettingKind.of(name, packaged)
                        .objection(name, setting.value())
                        .ifPresent(expected -> refuse(name, expected, setting.value()));
            }
        });
        return Collections.unmodifiableMap(settings);
    }

    private static void refuseBesideOurChecks(Origin origin, String name) {
        Matcher matcher = BESIDE_OUR_CHECKS.matcher(name);
        if (matcher.matches()) {
            throw new BadInputException(
                    "%s: this component is set up by the settings %s.* only (found in %s); all of them are listed in"
                                    .formatted(name, matcher.group(2).toLowerCase(Locale.ROOT), origin)
                            + " application.properties");
        }
    }

    private void unknownVariable(Origin origin, String variable, String value) {
        boolean ours = origin == Origin.DOT_ENV ? known.isOursInDotEnv(variable) : known.isOursInEnvironment(variable);
        if (ours) {
            throw known.unknownVariable(variable, origin);
        }
        if (origin == Origin.DOT_ENV) {
            settings.put(variable, new Setting(value, origin));
        }
    }

    private void put(Origin origin, String name, String value) {
        String text = value.strip();
        settings.put(name, new Setting(name.endsWith("-pem") ? lines(text) : text, origin));
    }

    /** Variables often carry a key on one line, with {@code \n} between its lines. */
    private static String lines(String pem) {
        return pem.replace("\\r", "").replace("\\n", "\n");
    }

    private static void refuse(String name, String expected, String value) {
        throw new BadInputException(
                "%s: expected %s, found %s".formatted(name, expected, value.isEmpty() ? "nothing" : "'" + value + "'"));
    }
}
