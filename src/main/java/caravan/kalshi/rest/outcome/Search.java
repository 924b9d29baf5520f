package caravan.kalshi.rest.outcome;

import caravan.kalshi.rest.KalshiException;
import caravan.kalshi.rest.UnauthorizedException;
import caravan.kalshi.rest.budget.Pace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks again and again, with growing waits, until something is known or patience ends. */
final class Search {
    static final Logger LOG = LoggerFactory.getLogger(OrderResolver.class);

    private final Pace pace;
    private final Patience patience;

    Search(Pace pace, Patience patience) {
        this.pace = pace;
        this.patience = patience;
    }

    /** One look. */
    @FunctionalInterface
    interface Look {
        /** Returns whether all is known now. */
        boolean isEnough();
    }

    /**
     * Looks until it is enough.
     *
     * @return why not all is known; empty when it is
     */
    String go(Look look) {
        String reason = "";
        for (int before = 0; before < patience.looks(); before++) {
            if (before > 0 && !paused(before - 1)) {
                return "the search was interrupted";
            }
            try {
                if (look.isEnough()) {
                    return "";
                }
                reason = "the exchange's reads do not show it";
            } catch (KalshiException failure) {
                reason = message(failure);
                if (failure instanceof UnauthorizedException refused && refused.isLasting()) {
                    return reason;
                }
            }
        }
        return reason;
    }

    private boolean paused(int before) {
        try {
            pace.sleeper().sleep(pace.spread(patience.wait(before)));
            return true;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String message(KalshiException failure) {
        return String.valueOf(failure.getMessage());
    }
}
