package caravan;

import caravan.cli.BadInputException;
import caravan.cli.Connection;
import caravan.cli.Settings;
import caravan.model.Durations;
import caravan.model.Quantity;
import caravan.risk.RiskLimits;
import caravan.risk.RiskRoom;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What the settings say of risk, and whether they contradict one another. */
public final class RiskSettings {
    private static final int ALL = 100;
    /** Outside the sandbox who says nothing starts small. */
    private static final int SMALL = 10;

    private RiskSettings() {}

    /**
     * Reads all of them.
     *
     * @throws BadInputException if one cannot be read, or two contradict one another
     */
    public static void check(Settings settings) {
        limits(settings).requireLife(refusing(() -> life(settings)));
    }

    static RiskLimits limits(Settings settings) {
        return refusing(() -> new RiskLimits(name -> settings.text("risk." + name), percent(settings)));
    }

    private static int percent(Settings settings) {
        boolean sandbox = Connection.withoutKey(settings).isBuiltIn();
        return settings.find("risk.caps-percent")
                .map(text -> text.matches("\\d{1,6}") ? Integer.parseInt(text) : 0)
                .orElse(sandbox ? ALL : SMALL);
    }

    static RiskRoom.Habits habits(Settings settings, RiskLimits limits) {
        return new RiskRoom.Habits(
                life(settings),
                Quantity.parse(marketMaking(settings, "trade-size", "1")),
                limits.slippage(),
                marketMaking(settings, "scope", "own").equals("account"),
                settings.duration("risk.verify-interval"));
    }

    private static Duration life(Settings settings) {
        String text = marketMaking(settings, "expiration", settings.text("risk.max-order-life"));
        return Durations.parse(text)
                .orElseThrow(() -> new BadInputException(
                        "market-making.expiration: expected a duration such as 1m, found '%s'".formatted(text)));
    }

    /** The stage market-making has settings of its own, where there is one. */
    private static String marketMaking(Settings settings, String name, String otherwise) {
        return settings.asProperties().getProperty("market-making." + name, otherwise);
    }

    /** Kinds of news that are not wanted at Discord. */
    static List<String> untold(Settings settings) {
        return Stream.of("halts", "daily-summary")
                .filter(kind -> settings.text("discord.tell-" + kind).equals("false"))
                .toList();
    }

    private static <T> T refusing(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException wrong) {
            throw new BadInputException(String.valueOf(wrong.getMessage()), wrong);
        }
    }
}
