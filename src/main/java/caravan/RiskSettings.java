package caravan;

import caravan.cli.BadInputException;
import caravan.cli.Connection;
import caravan.cli.MakingRules;
import caravan.cli.Settings;
import caravan.marketmaking.LiveSettings;
import caravan.marketmaking.MakingSettings;
import caravan.risk.RiskLimits;
import caravan.risk.RiskRoom;
import java.util.List;
import java.util.Optional;
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
        making(settings, limits(settings));
    }

    /**
     * How it trades, read again with each cycle.
     *
     * <p>Limits hold as they were at the start; what does not fit them is left out like any value that cannot be used.
     */
    static LiveSettings live(Settings settings) {
        RiskLimits limits = limits(settings);
        return new LiveSettings(() -> making(settings.reloaded(), limits));
    }

    private static MakingSettings making(Settings settings, RiskLimits limits) {
        MakingSettings making = MakingRules.read(settings);
        return refusing(() -> {
            limits.requireLife(making.expiration());
            limits.requireRoom(
                    making.tradeSize(),
                    making.markets(),
                    making.isTouch() ? Optional.empty() : Optional.of(making.waitTime()));
            return making;
        });
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

    static RiskRoom.Habits habits(Settings settings, RiskLimits limits, LiveSettings live) {
        return new RiskRoom.Habits(
                () -> live.last().expiration(),
                () -> live.last().tradeSize(),
                limits.slippage(),
                live.last().wholeAccount(),
                settings.duration("risk.verify-interval"));
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
