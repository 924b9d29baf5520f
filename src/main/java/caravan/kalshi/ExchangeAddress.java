package caravan.kalshi;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * Where an exchange is.
 *
 * @param rest where its operations are
 * @param stream where its stream is
 * @see <a href="https://docs.kalshi.com/getting_started/api_environments">Kalshi: environments</a>
 */
public record ExchangeAddress(URI rest, URI stream) {
    /** Kalshi's demo exchange, with play money. */
    public static final ExchangeAddress DEMO = new ExchangeAddress(
            URI.create("https://external-api.demo.kalshi.co/trade-api/v2"),
            URI.create("wss://external-api-ws.demo.kalshi.co/trade-api/ws/v2"));
    /** Kalshi, with real money. */
    public static final ExchangeAddress PROD = new ExchangeAddress(
            URI.create("https://external-api.kalshi.com/trade-api/v2"),
            URI.create("wss://external-api-ws.kalshi.com/trade-api/ws/v2"));

    /**
     * The exchange that an environment means.
     *
     * @param environment {@code demo}, {@code prod}, or where a sandbox is, for example {@code http://127.0.0.1:8090}
     * @throws IllegalArgumentException if it means none
     */
    public static ExchangeAddress of(String environment) {
        String name = environment.strip();
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "demo" -> DEMO;
            case "prod" -> PROD;
            default -> ofHost(name);
        };
    }

    /** A stand-in has both at one host, below the exchange's own paths. */
    private static ExchangeAddress ofHost(String text) {
        try {
            URI host = new URI(text);
            boolean plain = "http".equals(host.getScheme());
            boolean bare = host.getRawPath() == null || host.getRawPath().matches("/?");
            if ((plain || "https".equals(host.getScheme())) && host.getHost() != null && bare) {
                String place = "://" + host.getRawAuthority() + "/trade-api";
                return new ExchangeAddress(
                        URI.create(host.getScheme() + place + "/v2"),
                        URI.create((plain ? "ws" : "wss") + place + "/ws/v2"));
            }
        } catch (URISyntaxException malformed) {
            // The message below says what is expected.
        }
        throw new IllegalArgumentException(
                "kalshi: expected the environment demo or prod, or the address of a sandbox such as"
                        + " http://127.0.0.1:8090, found '" + text + "'");
    }
}
