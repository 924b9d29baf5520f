package caravan.sandbox.simulation;

import caravan.rules.FeeSchedule;
import caravan.rules.FeeType;
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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What trades cost: the exchange's rules by date, series that change their own, events that have others. */
public final class Tariffs {
    private static final long DAY = 86_400_000_000L;
    /** A fee of 7 cents a contract times this leaves a seller something at any price. */
    private static final BigDecimal MOST_MULTIPLIER = new BigDecimal(14);

    private static final int MULTIPLIER_DECIMALS = 4;
    private static final int NOTICE_DAYS = 3;
    private static final String CHANGING = "KXTOPSONG";

    private final Engine engine;
    private final FeeSchedule schedule = FeeSchedule.DEFAULT;
    private final Map<String, SeriesListing> series = new LinkedHashMap<>();
    private final Map<Market, EventListing> markets = new LinkedHashMap<>();
    private final List<FeeChange> changes = new ArrayList<>();
    private final List<EventFeeChange> eventChanges = new ArrayList<>();
    /** By event; those that have fees of their own. */
    private final Map<String, EventFeeChange> overrides = new HashMap<>();

    Tariffs(Engine engine) {
        this.engine = engine;
        schedule.versions()
                .tailMap(instant(engine.now()), false)
                .keySet()
                .forEach(time -> engine.at(ChronoUnit.MICROS.between(Instant.EPOCH, time), this::charge));
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

    /** Fee changes of series: those that came, and those that will. A view. */
    public List<FeeChange> changes() {
        return Collections.unmodifiableList(changes);
    }

    /** Fee changes of events, oldest first. A view. */
    public List<EventFeeChange> eventChanges() {
        return Collections.unmodifiableList(eventChanges);
    }

    /** What an event has instead of its series' fees; null where it follows its series. */
    public @Nullable EventFeeChange override(EventListing event) {
        return overrides.get(event.ticker());
    }

    /**
     * Gives an event fees of its own from now on.
     *
     * @param type null for its series'
     * @param multiplier null for its series'; when both are, the event follows its series again
     * @throws IllegalArgumentException if with that multiplier a sale could cost more than it brings
     */
    public EventFeeChange change(EventListing event, @Nullable FeeType type, @Nullable BigDecimal multiplier) {
        if (multiplier != null) {
            requireMultiplier(multiplier);
        }
        SeriesListing now = now(event.series());
        boolean follows = type == null && multiplier == null;
        long number = eventChanges.size() + 1L;
        EventFeeChange change = new EventFeeChange(
                number,
                id(event.ticker() + '/' + number),
                event,
                follows || type != null ? type : now.feeType(),
                follows || multiplier != null ? multiplier : now.feeMultiplier(),
                engine.now());
        eventChanges.add(change);
        if (follows) {
            overrides.remove(event.ticker());
        } else {
            overrides.put(event.ticker(), change);
        }
        charge();
        return change;
    }

    private static void requireMultiplier(BigDecimal multiplier) {
        boolean fits = multiplier.signum() >= 0
                && multiplier.compareTo(MOST_MULTIPLIER) <= 0
                && multiplier.scale() <= MULTIPLIER_DECIMALS;
        if (!fits) {
            throw new IllegalArgumentException(
                    "expected a fee multiplier of 0 to " + MOST_MULTIPLIER + " with at most four decimals, found "
                            + multiplier + "; above, a sale could cost more than it brings");
        }
    }

    /** What an event costs now. */
    Fees fees(EventListing event) {
        SeriesListing listed = event.series();
        if (series.putIfAbsent(listed.ticker(), listed) == null
                && listed.ticker().equals(CHANGING)) {
            announce(listed);
        }
        SeriesListing now = now(listed);
        FeeType type = now.feeType();
        BigDecimal multiplier = now.feeMultiplier();
        EventFeeChange own = overrides.get(event.ticker());
        if (own != null && own.feeType() != null && own.feeMultiplier() != null) {
            type = own.feeType();
            multiplier = own.feeMultiplier();
        }
        return schedule.feesAt(instant(engine.now()), type, multiplier);
    }

    private SeriesListing now(SeriesListing listed) {
        return series.getOrDefault(listed.ticker(), listed);
    }

    /** Lets a market follow its event. */
    void apply(Market market, EventListing event) {
        markets.keySet().removeIf(ended -> ended.status() == MarketStatus.FINALIZED);
        markets.put(market, event);
    }

    /** A series that is cheap for now: it doubles, and is halved again. */
    private void announce(SeriesListing cheap) {
        BigDecimal half = new BigDecimal("0.5");
        BigDecimal next = cheap.feeMultiplier().compareTo(half) > 0 ? half : BigDecimal.ONE;
        long time = (engine.now() / DAY + NOTICE_DAYS) * DAY;
        changes.add(new FeeChange(id(cheap.ticker() + time), cheap.ticker(), cheap.feeType(), next, time));
        engine.at(time, () -> {
            SeriesListing changed = new SeriesListing(
                    cheap.ticker(), cheap.title(), cheap.category(), cheap.frequency(), cheap.feeType(), next);
            series.put(cheap.ticker(), changed);
            charge();
            announce(changed);
        });
    }

    /** Lets every market cost what its event costs now. */
    private void charge() {
        markets.forEach((market, event) -> engine.fees(market, fees(event)));
    }

    private static String id(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
