package caravan.cli;

import caravan.rules.Nearest;
import caravan.sandbox.Sandbox;
import caravan.sandbox.exchange.ExchangeOptions;
import caravan.sandbox.exchange.rest.RestOptions;
import caravan.sandbox.exchange.rest.Tier;
import caravan.sandbox.exchange.stream.Form;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Starts the sandbox as the settings {@code sandbox.*} have it. The options of the command {@code sandbox} are these. */
final class SandboxSettings {
    private static final String TRAFFIC_LOG = "sandbox.traffic-log";
    private static final long MILLIONTHS = 1_000_000;
    private static final Duration SHORTEST_MARKET = Duration.ofMinutes(1);
    private static final Duration LONGEST_MARKET = Duration.ofDays(1);

    private SandboxSettings() {}

    /**
     * Starts both stand-ins.
     *
     * @param folder where the key pair is kept
     * @throws BadInputException when a setting has a value that cannot be used
     * @throws caravan.sandbox.server.PortInUseException when somebody else listens on one of the ports
     */
    static Sandbox start(Settings settings, Path folder, InstantSource clock) {
        ExchangeOptions options = options(settings, folder, clock);
        Optional<String> keyId = settings.find("sandbox.key-id");
        Optional<String> publicKey = publicKey(settings);
        Sandbox sandbox = start(settings, options);
        try {
            keyId.ifPresent(id -> sandbox.exchange().register(id, publicKey.orElseThrow()));
            return sandbox;
        } catch (IllegalArgumentException e) {
            sandbox.close();
            throw new BadInputException("sandbox.public-key-path: " + e.getMessage(), e);
        }
    }

    private static Sandbox start(Settings settings, ExchangeOptions options) {
        try {
            return Sandbox.start(
                    options, settings.number("sandbox.exchange-port"), settings.number("sandbox.discord-port"));
        } catch (IllegalArgumentException e) {
            throw new BadInputException("sandbox.faults: " + e.getMessage(), e);
        }
    }

    static ExchangeOptions options(Settings settings, Path folder, InstantSource clock) {
        Tier tier = word(settings, "sandbox.tier", Tier.values());
        return ExchangeOptions.of(
                        settings.seed("sandbox.seed"), folder, settings.duration("sandbox.order-interval"), clock)
                .withRate(settings.decimal("sandbox.rate"))
                .withQuietAccount(settings.isOn("sandbox.quiet-account"))
                .withCash(settings.number("sandbox.cash") * MILLIONTHS)
                .withShortMarkets(shortMarkets(settings))
                .withWeeklyPause(settings.isOn("sandbox.weekly-pause"))
                .withForm(word(settings, "sandbox.form", Form.values()))
                .withRest(new RestOptions(tier, true, settings.duration("sandbox.live-age")))
                .withTrafficLog(trafficLog(settings))
                .withFaults(settings.list("sandbox.faults"));
    }

    private static @Nullable Path trafficLog(Settings settings) {
        if (settings.find(TRAFFIC_LOG).isEmpty()) {
            return null;
        }
        Path file = settings.path(TRAFFIC_LOG);
        try {
            Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)
                    .close();
            return file;
        } catch (IOException e) {
            throw new BadInputException(
                    TRAFFIC_LOG + ": expected a file that can be written, found " + file + "; set it to another", e);
        }
    }

    private static Duration shortMarkets(Settings settings) {
        Duration length = settings.duration("sandbox.short-markets");
        if (!length.isZero() && (length.compareTo(SHORTEST_MARKET) < 0 || length.compareTo(LONGEST_MARKET) > 0)) {
            throw new BadInputException("sandbox.short-markets: expected 1m to 1d, or 0s for none, found '%s'"
                    .formatted(settings.text("sandbox.short-markets")));
        }
        return length;
    }

    private static <E extends Enum<E>> E word(Settings settings, String name, E[] values) {
        String text = settings.text(name);
        List<String> words = Arrays.stream(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .toList();
        int index = words.indexOf(text);
        if (index < 0) {
            throw new BadInputException("%s: expected one of %s, found '%s'%s"
                    .formatted(
                            name,
                            String.join(", ", words),
                            text,
                            Nearest.to(text, words)
                                    .map(nearest -> "; did you mean " + nearest + "?")
                                    .orElse("")));
        }
        return values[index];
    }

    private static Optional<String> publicKey(Settings settings) {
        boolean key = settings.find("sandbox.public-key-path").isPresent();
        if (key != settings.find("sandbox.key-id").isPresent()) {
            throw new BadInputException("sandbox.key-id, sandbox.public-key-path: expected both or neither,"
                    + " found one; set the other as well");
        }
        if (!key) {
            return Optional.empty();
        }
        Path file = settings.path("sandbox.public-key-path");
        try {
            return Optional.of(Files.readString(file));
        } catch (IOException e) {
            throw new BadInputException(
                    "sandbox.public-key-path: expected a PEM file that can be read, found " + file + "; mend the path",
                    e);
        }
    }
}
