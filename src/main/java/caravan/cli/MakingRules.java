package caravan.cli;

import caravan.marketmaking.MakingSettings;
import java.util.Map;

/** What the settings of market making must be like. */
public final class MakingRules {
    /** What holds in the built-in sandbox where nothing is stated: its books are deeper than those of many markets. */
    private static final Map<String, String> IN_THE_SANDBOX = Map.of("market-making.incentive-size", "20000");

    private MakingRules() {}

    /**
     * Reads the settings.
     *
     * @throws BadInputException with a line for each that cannot be used
     */
    public static MakingSettings read(Settings settings) {
        boolean builtIn = Connection.withoutKey(settings).isBuiltIn();
        try {
            return MakingSettings.of(
                    name -> builtIn && !settings.isStated(name)
                            ? IN_THE_SANDBOX.getOrDefault(name, settings.text(name))
                            : settings.text(name),
                    builtIn);
        } catch (IllegalArgumentException wrong) {
            throw new BadInputException(String.valueOf(wrong.getMessage()), wrong);
        }
    }

    /** Whether the orders of each cycle are told of at Discord. */
    public static boolean tellsOrders(Settings settings) {
        String word = settings.text("discord.tell-orders");
        return switch (word) {
            case "true" -> true;
            case "false" -> false;
            case "sandbox" -> Connection.withoutKey(settings).isBuiltIn();
            default ->
                throw new BadInputException(
                        "discord.tell-orders: expected sandbox, true or false, found '%s'".formatted(word));
        };
    }
}
