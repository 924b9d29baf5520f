package caravan.kalshi.stream;

import caravan.model.ControlReply;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The markets that the exchange does not take on one channel of one session, and how they are found out.
 *
 * <p>A refused command names the tickers that are to blame, or it does not. Then its tickers are tried in smaller and
 * smaller commands, until the culprit stands alone. Not thread-safe.
 */
final class RefusedMarkets {
    /** More refusals that name no ticker are not looked into: something else is wrong. */
    private static final int MOST_UNEXPLAINED = 1_000;

    private final Chunks chunks;
    private final Map<String, String> reasons = new LinkedHashMap<>();
    private boolean listsAlways;
    private int unexplained;

    RefusedMarkets(Chunks chunks) {
        this.chunks = chunks;
    }

    boolean contains(String ticker) {
        return reasons.containsKey(ticker);
    }

    /** Each market with the reason. */
    Map<String, String> reasons() {
        return reasons;
    }

    /** Whether every answer has to list its markets: the exchange refused to leave a list out. */
    boolean listsAlways() {
        return listsAlways;
    }

    /**
     * Judges the refusal of a command that names markets.
     *
     * @param blamed receives the tickers that are given up
     */
    Consequence judge(Command command, ControlReply.Refused refusal, Collection<String> blamed) {
        int code = refusal.code();
        String reason = ErrorCode.reason(refusal);
        List<String> culprits = new ArrayList<>(command.tickers());
        culprits.retainAll(Set.copyOf(refusal.tickers()));
        if (!culprits.isEmpty()) {
            return giveUp(culprits, reason, blamed);
        }
        if (ErrorCode.isAboutMarkets(code) && !command.listing()) {
            listsAlways = true;
            return Consequence.TRIED_OTHERWISE;
        }
        boolean alone = command.tickers().size() == 1;
        if (alone || !ErrorCode.isAboutMarkets(code) || ErrorCode.isLimit(code) || ++unexplained > MOST_UNEXPLAINED) {
            return giveUp(command.tickers(), reason, blamed);
        }
        chunks.doubt(command.tickers());
        return Consequence.TRIED_OTHERWISE;
    }

    private Consequence giveUp(Collection<String> culprits, String reason, Collection<String> blamed) {
        culprits.forEach(ticker -> reasons.put(ticker, reason));
        chunks.trust(culprits);
        blamed.addAll(culprits);
        return Consequence.MARKETS_REFUSED;
    }

    /** The exchange says that all went well, and does not have these. */
    void leftOut(Collection<String> tickers) {
        tickers.forEach(ticker -> reasons.put(ticker, "the exchange says ok and does not list it"));
    }

    /** Tries these again. */
    void forgive(Collection<String> tickers) {
        tickers.forEach(reasons::remove);
    }

    /** Forgets those that nobody wants any more. */
    void keepOnly(Collection<String> wanted) {
        if (!reasons.isEmpty()) {
            reasons.keySet().retainAll(wanted);
        }
    }
}
