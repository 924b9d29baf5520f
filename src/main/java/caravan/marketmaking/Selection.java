package caravan.marketmaking;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which markets are quoted.
 *
 * @param tickers the chosen ones, the first choice first
 * @param reasons what was decided about each market with a program, and why
 */
record Selection(List<String> tickers, Map<String, String> reasons) {
    Selection {
        tickers = List.copyOf(tickers);
    }

    /**
     * The order of the original: prices near one another first, then a small spread and target, then a small volume.
     *
     * <p>The ticker decides last, so that the same programs give the same choice.
     */
    private static final Comparator<Candidate> AS_THE_ORIGINAL = Comparator.comparingInt(Candidate::imbalance)
            .thenComparingLong(Candidate::spreadBySize)
            .thenComparingLong(Candidate::volume)
            .thenComparing(Candidate::ticker);

    private static final Comparator<Candidate> BY_REWARD =
            Comparator.comparingDouble(Candidate::dollarsPerDay).reversed().thenComparing(Candidate::ticker);

    /** Takes the first few in the order of the original. */
    static Selection original(Collection<Candidate> candidates, int most, Instant now) {
        return of(candidates, AS_THE_ORIGINAL, most, now);
    }

    /**
     * Takes those that pay most a day. A market that is quoted already stays while it can be chosen: its orders have a
     * place in their queues.
     */
    static Selection byReward(Collection<Candidate> candidates, int most, Set<String> quoted, Instant now) {
        Comparator<Candidate> quotedFirst = Comparator.comparing(candidate -> !quoted.contains(candidate.ticker()));
        return of(candidates, quotedFirst.thenComparing(BY_REWARD), most, now);
    }

    private static Selection of(Collection<Candidate> candidates, Comparator<Candidate> order, int most, Instant now) {
        Map<String, String> reasons = new LinkedHashMap<>();
        List<Candidate> possible = new ArrayList<>();
        for (Candidate candidate : candidates) {
            candidate
                    .objection(now)
                    .ifPresentOrElse(
                            reason -> reasons.putIfAbsent(candidate.ticker(), reason), () -> possible.add(candidate));
        }
        possible.sort(order);
        List<String> chosen = new ArrayList<>();
        for (Candidate candidate : possible) {
            String ticker = candidate.ticker();
            if (chosen.contains(ticker)) {
                continue;
            }
            boolean fits = chosen.size() < most;
            if (fits) {
                chosen.add(ticker);
            }
            reasons.put(ticker, fits ? "chosen" : "others come first");
        }
        return new Selection(chosen, reasons);
    }
}
