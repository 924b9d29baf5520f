package caravan.cli;

import caravan.RiskSettings;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The rules that a start holds the settings against before it starts anything, each of them for itself. */
final class StartRules {
    private static final List<Consumer<Settings>> ALL = List.of(
            Logging::level,
            Connection::of,
            DiscordRules::check,
            MakingRules::read,
            MakingRules::tellsOrders,
            RiskSettings::check,
            settings -> RouteFiles.find(settings, Stages.enabled(settings)),
            ConsolePort::host);

    private StartRules() {}

    /** Returns what the settings would be refused for; a start would name the first of them only. */
    static List<BadInputException> broken(Settings settings) {
        return ALL.stream().flatMap(rule -> broken(rule, settings)).toList();
    }

    private static Stream<BadInputException> broken(Consumer<Settings> rule, Settings settings) {
        try {
            rule.accept(settings);
            return Stream.empty();
        } catch (BadInputException refused) {
            return Stream.of(refused);
        }
    }
}
