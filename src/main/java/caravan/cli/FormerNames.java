package caravan.cli;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Variables that earlier Kalshi programs read, answered with what they are called here. No value is repeated. */
final class FormerNames {
    private static final Map<String, String> NOW = Map.ofEntries(
            Map.entry("KALSHI_DEMO_API_KEY", "KALSHI_API_KEY_ID, together with KALSHI_ENVIRONMENT=demo"),
            Map.entry("KALSHI_DEMO_PRIVATE_KEY_PATH", "KALSHI_PRIVATE_KEY_PATH, together with KALSHI_ENVIRONMENT=demo"),
            Map.entry("DEMO_KEYID", "KALSHI_API_KEY_ID, together with KALSHI_ENVIRONMENT=demo"),
            Map.entry("DEMO_KEYFILE", "KALSHI_PRIVATE_KEY_PATH, together with KALSHI_ENVIRONMENT=demo"),
            Map.entry("PROD_KEYID", "KALSHI_API_KEY_ID, together with KALSHI_ENVIRONMENT=prod"),
            Map.entry("PROD_KEYFILE", "KALSHI_PRIVATE_KEY_PATH, together with KALSHI_ENVIRONMENT=prod"),
            Map.entry("TRADE_SIZE", "market-making.trade-size, in contracts"),
            Map.entry("TRADE_DELTA", "market-making.trade-delta, in dollars"),
            Map.entry("WAIT_TIME", "market-making.wait-time, a duration such as 60s"),
            Map.entry("EXPIRATION_TS", "market-making.expiration, a duration such as 1m"),
            Map.entry("TRADE_TICKER_SIZE", "market-making.markets, how many are quoted at a time"),
            Map.entry("INCENTIVE_SIZE", "market-making.incentive-size, in contracts"),
            Map.entry("KALSHI_EXAMPLE_TICKER", "kalshi.markets, a comma-separated list of tickers"));

    private FormerNames() {}

    /** Returns the line for a former name; empty for any other, and for one that is set to nothing. */
    static Optional<String> answer(String variable, String value) {
        if (value.isBlank()) {
            return Optional.empty();
        }
        return switch (variable) {
            case "KALSHI_DEMO_MODE" -> now(variable, "kalshi.environment = " + (isTrue(value) ? "demo" : "prod"));
            case "KALSHI_ENV" -> now(variable, "kalshi.environment = " + (isDemo(value) ? "demo" : "prod"));
            default -> Optional.ofNullable(NOW.get(variable)).flatMap(name -> now(variable, name));
        };
    }

    private static Optional<String> now(String variable, String name) {
        return Optional.of("%s is now %s: set that and remove %s".formatted(variable, name, variable));
    }

    private static boolean isTrue(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true", "1", "yes", "on" -> true;
            default -> false;
        };
    }

    private static boolean isDemo(String value) {
        return value.toLowerCase(Locale.ROOT).startsWith("demo");
    }
}
