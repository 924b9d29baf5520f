package caravan.cli;

import caravan.RiskSettings;
import java.nio.file.Path;
import java.util.Set;

/**
 * Everything that a start is made of, after all rules.
 *
 * @param data the folder of this environment
 * @param stages the enabled stages
 */
public record Launch(Settings settings, Connection connection, Path data, Set<String> stages, RouteFiles routes) {
    /**
     * Applies all rules to the settings, and makes the data folder.
     *
     * @throws BadInputException when one is broken
     */
    static Launch of(Settings settings) {
        Connection connection = Connection.of(settings);
        DiscordRules.check(settings);
        MakingRules.read(settings);
        MakingRules.tellsOrders(settings);
        RiskSettings.check(settings);
        Set<String> stages = Stages.enabled(settings);
        RouteFiles routes = RouteFiles.find(settings, stages);
        Ports.requireFree("management.port", settings.number("management.port"));
        if (stages.contains("console")) {
            Ports.requireFree("console.port", ConsolePort.host(settings), settings.number("console.port"));
        }
        return new Launch(settings, connection, DataFolder.prepare(settings, connection.environment()), stages, routes);
    }
}
