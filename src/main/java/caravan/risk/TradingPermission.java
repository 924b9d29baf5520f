package caravan.risk;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether this program may trade. Safe for use by many threads. */
public final class TradingPermission {
    private static final Logger LOG = LoggerFactory.getLogger(TradingPermission.class);
    /** A key may also be for transfers alone. */
    private static final Set<String> TRADES = Set.of("write", "write::trade");

    private static final String NOT_ENABLED = "trading.enabled is false, so no order is sent";
    private static final String NOT_CONFIRMED =
            "nobody has confirmed that real money may be traded, so no order is sent";
    private static final String NOT_ASKED = "the exchange was not asked yet what the API key may do";
    private static final String READ_ONLY =
            "the API key may not trade, so no order is sent: make a key with the scope write";

    private volatile @Nullable String forbidden;
    private volatile boolean asks;

    private TradingPermission(@Nullable String forbidden, boolean asks) {
        this.forbidden = forbidden;
        this.asks = asks;
    }

    /**
     * What the settings allow.
     *
     * @param builtIn whether the exchange is the one that this program has started: it needs no leave
     * @param enabled the setting {@code trading.enabled}
     * @param confirmed whether a person has said that real money may be traded, where it is real
     */
    public static TradingPermission of(boolean builtIn, boolean enabled, boolean confirmed) {
        if (builtIn) {
            return new TradingPermission(null, false);
        }
        if (enabled && !confirmed) {
            return new TradingPermission(NOT_CONFIRMED, false);
        }
        return enabled ? new TradingPermission(NOT_ASKED, true) : new TradingPermission(NOT_ENABLED, false);
    }

    /** Why nothing may be sent; empty where it may. */
    public Optional<String> forbidden() {
        return Optional.ofNullable(forbidden);
    }

    /** Whether the exchange has to be asked what the key may do. */
    public boolean asks() {
        return asks;
    }

    /** Takes what the exchange says that the key may do; nothing means that it does not say. */
    public void scopes(Collection<String> scopes) {
        boolean writes = scopes.isEmpty() || scopes.stream().anyMatch(TRADES::contains);
        forbidden = writes ? null : READ_ONLY;
        asks = false;
        if (!writes) {
            LOG.error(READ_ONLY);
        }
    }
}
