package caravan.cli;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The first lines that a person sees: which exchange this is, where to look, what to try. */
final class Banner {
    private Banner() {}

    static List<String> lines(Launch launch, Map<String, URI> addresses) {
        List<String> lines = new ArrayList<>();
        lines.add("CARAVAN " + Version.text() + " - " + title(launch.connection()));
        URI management = addresses.get("management");
        if (management != null) {
            lines.add("  Hawtio     " + management + "/hawtio/");
            lines.add("  Health     " + management + "/observe/health");
        }
        if (addresses.containsKey("console")) {
            lines.add("  API        " + addresses.get("console") + "/api/");
        }
        if (addresses.containsKey("discord")) {
            lines.add("  Messages   " + addresses.get("discord"));
        }
        lines.add("  Data       " + launch.data());
        lines.add("  Routes     "
                + launch.routes()
                        .folder()
                        .map(Object::toString)
                        .orElse("the packed ones (copy them to ./routes to change them)"));
        lines.add("  Stages     "
                + (launch.stages().isEmpty() ? "none, only these routes" : String.join(", ", launch.stages())));
        lines.add("  Try next   " + next(launch, addresses));
        return lines;
    }

    private static String title(Connection connection) {
        String stranger = connection
                .restUrl()
                .filter(url -> Place.of(url.getHost()) == Place.LOOPBACK)
                .map(url -> ", at a stand-in on this machine")
                .orElse("");
        return switch (connection.environment()) {
            case SANDBOX -> "SANDBOX (no account, no real money)";
            case DEMO -> "DEMO (Kalshi's demo exchange, no real money" + stranger + ")";
            case PROD -> "PROD (Kalshi, real money" + stranger + ")";
        };
    }

    private static String next(Launch launch, Map<String, URI> addresses) {
        if (addresses.containsKey("discord")) {
            return "open Messages: fills appear there as cards"
                    + (launch.stages().contains("market-making")
                            ? "; %s has the quotes".formatted(launch.data().resolve("trade.log"))
                            : " within seconds");
        }
        return launch.connection().environment() == Environment.PROD
                ? "java -jar caravan.jar notify test sends one marked message to your Discord"
                : "open Hawtio, Camel, Routes: the counters move as messages pass";
    }
}
