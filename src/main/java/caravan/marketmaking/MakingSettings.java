package caravan.marketmaking;

import caravan.model.Durations;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.model.Strategy;
import caravan.rules.Nearest;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The settings {@code market-making.*} at one moment.
 *
 * @param strategy {@code incentive} or {@code touch}
 * @param tradeDelta how far behind the best price, in ten-thousandths of a dollar; negative improves it
 * @param waitTime from the end of a cycle to the begin of the next
 * @param expiration how long an order rests at most
 * @param markets in how many markets orders rest at a time
 * @param incentiveSize the most contracts of others that may rest at our price or behind it
 * @param wholeAccount whether orders of others on the account are canceled too
 * @param byReward whether markets are chosen by dollars a day, not as the original does
 * @param closeSlippage how far beyond the best opposing price a position is closed, in ten-thousandths of a dollar
 * @param tickers the markets to quote; empty: those that are selected
 */
public record MakingSettings(
        boolean enabled,
        String strategy,
        Quantity tradeSize,
        int tradeDelta,
        Duration waitTime,
        Duration expiration,
        int markets,
        Quantity incentiveSize,
        boolean wholeAccount,
        boolean byReward,
        int closeSlippage,
        List<String> tickers,
        Touch touch) {
    static final String INCENTIVE = "incentive";
    static final String TOUCH = "touch";

    /** The distance of two prices on the finest grid that there is. */
    private static final int FINEST_STEP = 10;

    private static final int MOST_SLIPPAGE = 5_000;

    /** What the writes of one quote cost: to create it, and to cancel it. */
    private static final int TOKENS_PER_QUOTE = 12;

    /** What an account of the lowest tier may write a second. */
    private static final int LEAST_TOKENS_PER_SECOND = 100;

    /**
     * How {@link TouchStrategy} quotes.
     *
     * @param skew contracts held for each tick that quotes move against the position
     */
    public record Touch(int improve, int minSpread, Quantity skew, int tolerance) {}

    public MakingSettings {
        tickers = List.copyOf(tickers);
    }

    /**
     * Reads them.
     *
     * @param text the value of each name, without {@code market-making.}
     * @param builtIn whether the exchange is the built-in sandbox
     * @throws IllegalArgumentException with a line for each value that cannot be used
     */
    public static MakingSettings of(UnaryOperator<String> text, boolean builtIn) {
        Reader reader = new Reader(text, new ArrayList<>());
        MakingSettings settings = new MakingSettings(
                reader.enabled(builtIn),
                reader.word("strategy", INCENTIVE, TOUCH),
                reader.contracts("trade-size"),
                reader.dollars("trade-delta", -MOST_SLIPPAGE),
                reader.duration("wait-time"),
                reader.duration("expiration"),
                reader.number("markets", 1),
                reader.contracts("incentive-size"),
                reader.word("scope", "own", "account").equals("account"),
                reader.word("selection", "original", "reward").equals("reward"),
                reader.dollars("close-slippage", 0),
                reader.list("tickers"),
                new Touch(
                        reader.number("touch.improve", 0),
                        reader.number("touch.min-spread", 1),
                        reader.contracts("touch.skew"),
                        reader.number("touch.tolerance", 0)));
        reader.require(
                settings.waitTime.compareTo(settings.leastWait()) >= 0,
                () ->
                        "market-making.wait-time: expected at least %s, for the account's rate limit allows no more orders in %d markets; found %s"
                                .formatted(shown(settings.leastWait()), settings.markets, shown(settings.waitTime)));
        reader.complain();
        return settings;
    }

    /** What the requests of a cycle take at the lowest tier. */
    private Duration leastWait() {
        return Duration.ofMillis(2_000L * TOKENS_PER_QUOTE * markets / LEAST_TOKENS_PER_SECOND);
    }

    public boolean isTouch() {
        return strategy.equals(TOUCH);
    }

    /** Whether orders end before the next cycle can have placed others. */
    boolean leavesAGap() {
        return !isTouch() && expiration.compareTo(waitTime) < 0;
    }

    /** The strategy as it is set now. */
    Strategy chosen() {
        return isTouch()
                ? new TouchStrategy(tradeSize, touch.improve(), touch.minSpread(), touch.skew(), touch.tolerance())
                : new IncentiveStrategy(tradeSize, tradeDelta, incentiveSize);
    }

    private static String shown(Duration duration) {
        return duration.toString().substring(2).toLowerCase(Locale.ROOT);
    }

    /** Reads values and collects what is wrong with them. */
    private record Reader(UnaryOperator<String> text, List<String> problems) {
        private String value(String name) {
            return text.apply("market-making." + name).strip();
        }

        boolean enabled(boolean builtIn) {
            String word = word("enabled", "sandbox", "true", "false");
            return word.equals("true") || word.equals("sandbox") && builtIn;
        }

        String word(String name, String... words) {
            String value = value(name);
            List<String> known = List.of(words);
            require(
                    known.contains(value),
                    () -> "market-making.%s: expected %s, found '%s'%s"
                            .formatted(
                                    name,
                                    String.join(" or ", known),
                                    value,
                                    Nearest.to(value, known)
                                            .map(nearest -> "; did you mean " + nearest + "?")
                                            .orElse("")));
            return known.contains(value) ? value : known.get(0);
        }

        Quantity contracts(String name) {
            try {
                Quantity quantity = Quantity.parse(value(name));
                if (quantity.units() > 0) {
                    return quantity;
                }
            } catch (IllegalArgumentException | ArithmeticException wrong) {
                // Told below, like a size of nothing.
            }
            return wrong(name, "a number of contracts above 0", Quantity.ofContracts(1));
        }

        int dollars(String name, int least) {
            try {
                int units = new BigDecimal(value(name)).movePointRight(4).intValueExact();
                if (units >= least && units <= MOST_SLIPPAGE && units % FINEST_STEP == 0) {
                    return units;
                }
            } catch (ArithmeticException | NumberFormatException wrong) {
                // Told below, like an amount beyond the limits.
            }
            return wrong(
                    name,
                    "dollars from %s to 0.5, on the grid of prices, such as 0.01 or 0.001"
                            .formatted(least == 0 ? "0" : "-0.5"),
                    0);
        }

        Duration duration(String name) {
            return Durations.parse(value(name))
                    .filter(duration -> duration.compareTo(Duration.ZERO) > 0)
                    .orElseGet(() -> wrong(name, "a duration such as 60s or 1m", Duration.ofDays(1)));
        }

        int number(String name, int least) {
            try {
                int number = Integer.parseInt(value(name));
                if (number >= least && number <= Price.UNITS_PER_DOLLAR) {
                    return number;
                }
            } catch (NumberFormatException wrong) {
                // Told below, like a number beyond the limits.
            }
            return wrong(name, "a whole number of at least " + least, least);
        }

        List<String> list(String name) {
            return Arrays.stream(value(name).split(",", -1))
                    .map(String::strip)
                    .filter(part -> !part.isEmpty())
                    .toList();
        }

        private <T> T wrong(String name, String expected, T instead) {
            problems.add("market-making.%s: expected %s, found '%s'".formatted(name, expected, value(name)));
            return instead;
        }

        void require(boolean holds, Supplier<String> otherwise) {
            if (!holds) {
                problems.add(otherwise.get());
            }
        }

        void complain() {
            if (!problems.isEmpty()) {
                throw new IllegalArgumentException(String.join("\n", problems));
            }
        }
    }
}
