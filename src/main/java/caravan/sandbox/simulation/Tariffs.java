package caravan.sandbox.simulation;

import caravan.rules.FeeSchedule;
import caravan.rules.Fees;
import caravan.sandbox.engine.Engine;
import caravan.sandbox.engine.Market;
import caravan.sandbox.engine.MarketStatus;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What trades cost: the exchange's rules by date, and series that change their own. */
final class Tariffs {
    private static final long DAY = 86_400_000_000L;
    private static final int NOTICE_DAYS = 3;
    private static final String CHANGING = "KXTOPSONG";

    private final Engine engine;
    private final FeeSchedule schedule = FeeSchedule.DEFAULT;
    private final Map<String, SeriesListing> series = new LinkedHashMap<>();
    private final Map<Market, String> markets = new LinkedHashMap<>();
    private final List<FeeChange> changes = new ArrayList<>();

    Tariffs(Engine engine) {
        this.engine = engine;
        schedule.versions()
                .tailMap(instant(engine.now()), false)
                .keySet()
                .forEach(time -> engine.at(
                        ChronoUnit.MICROS.between(Instant.EPOCH, time),
                        () -> series.keySet().forEach(this::charge)));
    }

    /** As they are now. */
    Collection<SeriesListing> series() {
        return Collections.unmodifiableCollection(series.values());
    }

    /** As it is now; null where no such series was ever listed. */
    @Nullable
    SeriesListing find(String ticker) {
        return series.get(ticker);
    }

    /** Those that came, and those that will. */
    List<FeeChange> changes() {
        return Collections.unmodifiableList(changes);
    }

    /** What a series costs now. */
    Fees fees(SeriesListing listed) {
        if (series.putIfAbsent(listed.ticker(), listed) == null
                && listed.ticker().equals(CHANGING)) {
            announce(listed);
        }
        SeriesListing now = series.getOrDefault(listed.ticker(), listed);
        return schedule.feesAt(instant(engine.now()), now.feeType(), now.feeMultiplier());
    }

    /** Lets a market follow its series. */
    void apply(Market market, SeriesListing listed) {
        markets.keySet().removeIf(ended -> ended.status() == MarketStatus.FINALIZED);
        markets.put(market, listed.ticker());
    }

    /** A series that is cheap for now: it doubles, and is halved again. */
    private void announce(SeriesListing cheap) {
        BigDecimal half = new BigDecimal("0.5");
        BigDecimal next = cheap.feeMultiplier().compareTo(half) > 0 ? half : BigDecimal.ONE;
        long time = (engine.now() / DAY + NOTICE_DAYS) * DAY;
        String name = cheap.ticker() + time;
        String id =
                UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
        changes.add(new FeeChange(id, cheap.ticker(), cheap.feeType(), next, time));
        engine.at(time, () -> {
            SeriesListing changed = new SeriesListing(
                    cheap.ticker(), cheap.title(), cheap.category(), cheap.frequency(), cheap.feeType(), next);
            series.put(cheap.ticker(), changed);
            charge(cheap.ticker());
            announce(changed);
        });
    }

    private void charge(String ticker) {
        SeriesListing now = series.get(ticker);
        markets.forEach((market, of) -> {
            if (of.equals(ticker) && now != null) {
                engine.fees(market, fees(now));
            }
        });
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
