package caravan.marketmaking;

import caravan.model.IncentiveProgram;
import caravan.model.Market;
import java.math.RoundingMode;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The programs that pay for resting orders, and the markets that are chosen among theirs. One thread. */
public final class Programs {
    private final TradeLog log;
    private final InstantSource clock;
    private Map<String, IncentiveProgram> known = new LinkedHashMap<>();
    private Map<String, String> reasons = Map.of();

    public Programs(TradeLog log, InstantSource clock) {
        this.log = log;
        this.clock = clock;
    }

    /** Takes all programs there are now; what is new, changed or gone is written down. */
    public List<IncentiveProgram> keep(Iterator<IncentiveProgram> told) {
        Map<String, IncentiveProgram> now = new LinkedHashMap<>();
        told.forEachRemaining(program -> now.put(program.id(), program));
        now.values().forEach(program -> {
            IncentiveProgram before = known.get(program.id());
            if (before == null) {
                log.session("New program: " + text(program));
            } else if (!before.equals(program)) {
                log.session("Changed program: " + text(program));
            }
        });
        known.values().stream()
                .filter(program -> !now.containsKey(program.id()))
                .forEach(program -> log.session("Ended program: " + text(program)));
        known = now;
        return List.copyOf(now.values());
    }

    private static String text(IncentiveProgram program) {
        return "%s | Reward: %s | Target: %s | Until: %s"
                .formatted(
                        program.marketTicker(),
                        program.reward() == null
                                ? "?"
                                : program.reward().toBigDecimal().setScale(2, RoundingMode.DOWN),
                        program.target() == null ? "?" : program.target(),
                        program.end() == null ? "?" : program.end());
    }

    /** The questions about the programs' markets, each about so many as one request may name. */
    public List<Map<String, Object>> questions(List<IncentiveProgram> programs) {
        return Questions.about(
                programs.stream().map(IncentiveProgram::marketTicker).distinct().toList());
    }

    /**
     * Chooses the markets to quote.
     *
     * @param quoted where orders rest already
     */
    List<String> select(MakingSettings settings, Iterable<Market> markets, Set<String> quoted) {
        Map<String, Market> byTicker = new HashMap<>();
        markets.forEach(market -> byTicker.put(market.ticker(), market));
        List<Candidate> candidates = known.values().stream()
                .map(program -> new Candidate(program, byTicker.get(program.marketTicker())))
                .toList();
        Selection selection = settings.byReward()
                ? Selection.byReward(candidates, settings.markets(), quoted, clock.instant())
                : Selection.original(candidates, settings.markets(), clock.instant());
        reasons = selection.reasons();
        return selection.tickers();
    }

    int count() {
        return known.size();
    }

    /** What was decided about each market with a program, the last time. */
    Map<String, String> reasons() {
        return reasons;
    }
}
