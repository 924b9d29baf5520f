package caravan.cli;

import caravan.rules.Nearest;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Which exchange: the built-in one, Kalshi's demo exchange, or Kalshi, where money is real. */
public enum Environment {
    SANDBOX("", ""),
    DEMO("https://external-api.demo.kalshi.co/trade-api/v2", "wss://external-api-ws.demo.kalshi.co/trade-api/ws/v2"),
    PROD("https://external-api.kalshi.com/trade-api/v2", "wss://external-api-ws.kalshi.com/trade-api/ws/v2");

    private final String restUrl;
    private final String wsUrl;

    Environment(String restUrl, String wsUrl) {
        this.restUrl = restUrl;
        this.wsUrl = wsUrl;
    }

    /** Returns the environment by the name it has in settings and folders. */
    static Environment parse(String name) {
        List<String> names = Arrays.stream(values()).map(Environment::id).toList();
        int index = names.indexOf(name);
        if (index < 0) {
            throw new BadInputException("kalshi.environment: expected sandbox, demo or prod, found '%s'%s"
                    .formatted(
                            name,
                            Nearest.to(name, names)
                                    .map(nearest -> "; did you mean " + nearest + "?")
                                    .orElse("")));
        }
        return values()[index];
    }

    /** Returns the name in settings and folders: {@code sandbox}, {@code demo}, {@code prod}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the address that Kalshi recommends; of no use for the sandbox, which has an address once it runs. */
    URI restUrl() {
        return URI.create(restUrl);
    }

    URI wsUrl() {
        return URI.create(wsUrl);
    }
}
