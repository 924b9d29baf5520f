package caravan.cli;

import java.util.Locale;
import java.util.Set;

/**
 * Where an address leads to. Any host that is not known to be harmless counts as production.
 *
 * @see <a href="https://docs.kalshi.com/getting_started/api_environments">Kalshi: environments</a>
 */
enum Place {
    LOOPBACK("this machine"),
    DEMO("the demo exchange"),
    PROD("production");

    private static final Set<String> DEMO_HOSTS =
            Set.of("external-api.demo.kalshi.co", "external-api-ws.demo.kalshi.co", "demo-api.kalshi.co");

    private final String words;

    Place(String words) {
        this.words = words;
    }

    static Place of(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        if (isLoopback(name)) {
            return LOOPBACK;
        }
        return DEMO_HOSTS.contains(name) ? DEMO : PROD;
    }

    /** Whether the name can only mean this machine. No name is looked up: the answer could change. */
    static boolean isLoopback(String host) {
        return host.equalsIgnoreCase("localhost")
                || host.equals("[::1]")
                || host.matches("127(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}");
    }

    @Override
    public String toString() {
        return words;
    }
}
