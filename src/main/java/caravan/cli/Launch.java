package caravan.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
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
        Set<String> stages = Stages.enabled(settings);
        RouteFiles routes = RouteFiles.find(settings, stages);
        Ports.requireFree("management.port", settings.number("management.port"));
        if (stages.contains("console")) {
            Ports.requireFree("console.port", consoleHost(settings), settings.number("console.port"));
        }
        return new Launch(settings, connection, DataFolder.prepare(settings, connection.environment()), stages, routes);
    }

    private static String consoleHost(Settings settings) {
        String host = settings.text("console.host");
        try {
            InetAddress address = InetAddress.getByName(host);
            if (!host.isBlank() && NetworkInterface.getByInetAddress(address) != null || address.isAnyLocalAddress()) {
                return host;
            }
        } catch (IOException unknown) {
            throw new BadInputException(
                    "console.host: expected an address of this machine, found '%s', which nobody knows".formatted(host),
                    unknown);
        }
        throw new BadInputException("console.host: expected an address of this machine, found '%s'".formatted(host));
    }
}
