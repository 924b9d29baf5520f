package caravan.cli;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which exchange a start leads to, after all rules that keep a demo key from production and the reverse.
 *
 * @param restUrl absent where the built-in exchange gives the address
 * @param wsUrl absent where the built-in exchange gives the address
 */
public record Connection(Environment environment, Optional<URI> restUrl, Optional<URI> wsUrl) {
    private static final List<String> NEED_AN_ENVIRONMENT = List.of(
            "kalshi.api-key-id",
            "kalshi.private-key-path",
            "kalshi.private-key-pem",
            "kalshi.rest-url",
            "kalshi.ws-url");

    /**
     * Applies the rules.
     *
     * @throws BadInputException when settings contradict one another or are missing
     */
    public static Connection of(Settings settings) {
        Connection connection = withoutKey(settings);
        requireKey(settings, connection.environment());
        return connection;
    }

    /**
     * Applies the rules for who only asks what everybody may ask, and so needs no key.
     *
     * @throws BadInputException when settings contradict one another or are missing
     */
    public static Connection withoutKey(Settings settings) {
        requireStatedEnvironment(settings);
        Environment environment = Environment.parse(settings.text("kalshi.environment"));
        @Nullable URI rest = address(settings, "kalshi.rest-url", "http");
        @Nullable URI stream = address(settings, "kalshi.ws-url", "ws");
        requireOneKey(settings);
        if (environment == Environment.SANDBOX) {
            requireOwnMachine("kalshi.rest-url", rest);
            requireOwnMachine("kalshi.ws-url", stream);
            if ((rest == null) != (stream == null)) {
                throw new BadInputException("kalshi.rest-url, kalshi.ws-url: expected both or neither with"
                        + " kalshi.environment = sandbox, found one; set the other as well");
            }
            return new Connection(environment, Optional.ofNullable(rest), Optional.ofNullable(stream));
        }
        URI restUrl = rest == null ? environment.address().rest() : rest;
        URI wsUrl = stream == null ? environment.address().stream() : stream;
        requireSamePlace(restUrl, wsUrl);
        requireFitting(environment, "kalshi.rest-url", restUrl);
        requireFitting(environment, "kalshi.ws-url", wsUrl);
        return new Connection(environment, Optional.of(restUrl), Optional.of(wsUrl));
    }

    /** Whether this program starts the exchange that it connects to. */
    public boolean isBuiltIn() {
        return restUrl.isEmpty();
    }

    private static void requireStatedEnvironment(Settings settings) {
        if (settings.isStated("kalshi.environment")) {
            return;
        }
        NEED_AN_ENVIRONMENT.stream()
                .filter(name -> settings.isStated(name) && settings.find(name).isPresent())
                .findFirst()
                .ifPresent(name -> {
                    throw new BadInputException(name + " is set, but kalshi.environment is not:"
                            + " set it to demo or prod (or set the variable KALSHI_ENVIRONMENT=sandbox to leave "
                            + name + " unused)");
                });
    }

    private static void requireOneKey(Settings settings) {
        if (settings.find("kalshi.private-key-path").isPresent()
                && settings.find("kalshi.private-key-pem").isPresent()) {
            throw new BadInputException("kalshi.private-key-path, kalshi.private-key-pem: expected one of them,"
                    + " found both; remove one");
        }
    }

    private static void requireKey(Settings settings, Environment environment) {
        if (environment == Environment.SANDBOX) {
            return;
        }
        if (settings.find("kalshi.api-key-id").isEmpty()) {
            throw new BadInputException("kalshi.api-key-id: expected the id of an API key with kalshi.environment = "
                    + environment.id() + ", found nothing; make a key in Kalshi's account settings");
        }
        if (settings.find("kalshi.private-key-path").isEmpty()
                && settings.find("kalshi.private-key-pem").isEmpty()) {
            throw new BadInputException("kalshi.private-key-path: expected the file with the private key with"
                    + " kalshi.environment = " + environment.id()
                    + ", found nothing; set it, or kalshi.private-key-pem");
        }
    }

    private static @Nullable URI address(Settings settings, String name, String scheme) {
        return settings.find(name)
                .map(text -> Address.parse(name, text, scheme, false))
                .orElse(null);
    }

    private static void requireOwnMachine(String name, @Nullable URI uri) {
        Stream.ofNullable(uri)
                .filter(address -> Place.of(address.getHost()) != Place.LOOPBACK)
                .forEach(address -> {
                    throw new BadInputException(
                            "%s: expected an address on this machine with kalshi.environment = sandbox, found %s (%s)"
                                    .formatted(name, address.getHost(), Place.of(address.getHost())));
                });
    }

    private static void requireSamePlace(URI rest, URI stream) {
        Place restPlace = Place.of(rest.getHost());
        Place streamPlace = Place.of(stream.getHost());
        if (restPlace != streamPlace) {
            throw new BadInputException(("kalshi.rest-url, kalshi.ws-url: expected both on the same exchange, found %s"
                            + " (%s) and %s (%s); set both, or neither")
                    .formatted(rest.getHost(), restPlace, stream.getHost(), streamPlace));
        }
    }

    /** A stand-in on this machine may take the place of either exchange; the two exchanges never of one another. */
    private static void requireFitting(Environment environment, String name, URI uri) {
        Place place = Place.of(uri.getHost());
        boolean fits = place == Place.LOOPBACK
                || (place == Place.DEMO && environment == Environment.DEMO)
                || (place == Place.PROD && environment == Environment.PROD);
        if (!fits) {
            throw new BadInputException("%s: expected a host of kalshi.environment = %s, found %s (%s)"
                    .formatted(name, environment.id(), uri.getHost(), place));
        }
    }
}
