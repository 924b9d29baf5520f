package caravan.cli;

import caravan.kalshi.ExchangeAddress;
import caravan.rules.Nearest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which exchange: the built-in one, Kalshi's demo exchange, or Kalshi, where money is real. */
public enum Environment {
    SANDBOX(null),
    DEMO(ExchangeAddress.DEMO),
    PROD(ExchangeAddress.PROD);

    @SuppressWarnings("ImmutableEnumChecker") // addresses have no setters
    private final @Nullable ExchangeAddress address;

    Environment(@Nullable ExchangeAddress address) {
        this.address = address;
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

    /** Returns the addresses that Kalshi recommends; the sandbox has one once it runs. */
    ExchangeAddress address() {
        if (address == null) {
            throw new IllegalStateException("expected an exchange that is there already, found the sandbox");
        }
        return address;
    }
}
