package caravan.cli;

import caravan.marketmaking.MakingSettings;

/** What the settings of market making must be like. */
public final class MakingRules {
    private MakingRules() {}

    /**
     * Reads the settings.
     *
     * @throws BadInputException with a line for each that cannot be used
     */
    public static MakingSettings read(Settings settings) {
        try {
            return MakingSettings.of(
                    settings::text, Connection.withoutKey(settings).isBuiltIn());
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
