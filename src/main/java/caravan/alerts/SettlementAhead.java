package caravan.alerts;

import caravan.model.Market;
import caravan.model.MarketLifecycle;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A market is expected to be paid out soon. Only REST tells when; that it is determined is told by itself. */
final class SettlementAhead extends TimeAhead {
    private static final Set<String> KNOWN = Set.of("determined", "settled");

    SettlementAhead(Scope scope, Duration ahead) {
        super(Alert.Kind.SETTLEMENT, scope, ahead);
    }

    @Override
    @Nullable
    Instant time(Market market) {
        return market.settlementTime();
    }

    @Override
    @Nullable
    Instant time(MarketLifecycle change) {
        return null;
    }

    @Override
    boolean isOver(MarketLifecycle change) {
        return KNOWN.contains(change.change());
    }

    @Override
    String words() {
        return "is expected to be paid out";
    }
}
