package caravan.alerts;

import caravan.model.Market;
import caravan.model.MarketLifecycle;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A market is about to close. */
final class CloseAhead extends TimeAhead {
    CloseAhead(Scope scope, Duration ahead) {
        super(Alert.Kind.CLOSE, scope, ahead);
    }

    @Override
    @Nullable
    Instant time(Market market) {
        return market.closeTime();
    }

    @Override
    @Nullable
    Instant time(MarketLifecycle change) {
        return change.closeTime();
    }

    @Override
    String words() {
        return "closes";
    }
}
