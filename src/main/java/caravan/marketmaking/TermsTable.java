package caravan.marketmaking;

import caravan.model.Event;
import caravan.model.Market;
import caravan.model.MarketLifecycle;
import caravan.model.MarketTerms;
import caravan.model.Page;
import caravan.model.Series;
import caravan.model.Terms;
import caravan.rules.FeeType;
import caravan.rules.PriceGrid;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What holds for markets, put together from what the exchange tells of the market, its event and its series.
 *
 * <p>A market counts as known when all three are. Safe for use by many threads.
 */
public final class TermsTable implements Terms {
    private static final Logger LOG = LoggerFactory.getLogger("caravan.marketmaking");
    private static final Duration GOOD_FOR = Duration.ofMinutes(1);
    /** Changes of a series' fees are announced well ahead. */
    private static final Duration SERIES_GOOD_FOR = Duration.ofMinutes(10);

    /** The states that the stream's words lead to. */
    private static final Map<String, String> STATUSES = Map.of(
            "activated", "active",
            "deactivated", "inactive",
            "closed", "closed",
            "determined", "determined",
            "settled", "finalized");

    private record Heard<T>(T what, Instant time) {}

    private final InstantSource clock;
    private final Map<String, MarketTerms> terms = new ConcurrentHashMap<>();
    private final Map<String, Heard<Market>> markets = new ConcurrentHashMap<>();
    private final Map<String, Heard<Event>> events = new ConcurrentHashMap<>();
    private final Map<String, Heard<Series>> series = new ConcurrentHashMap<>();
    private final Map<List<PriceGrid.Band>, PriceGrid> grids = new ConcurrentHashMap<>();

    private volatile @Nullable String told;

    public TermsTable(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Optional<MarketTerms> of(String ticker) {
        return Optional.ofNullable(terms.get(ticker));
    }

    /** Those of these markets that have to be asked about. */
    public List<String> stale(List<String> tickers) {
        Instant limit = clock.instant().minus(GOOD_FOR);
        return tickers.stream()
                .distinct()
                .filter(ticker -> {
                    MarketTerms known = terms.get(ticker);
                    return known == null || known.fetchedTime().isBefore(limit);
                })
                .toList();
    }

    /** What to ask about these markets, each question about so many as one request may name. */
    public List<Map<String, Object>> questions(List<String> tickers) {
        return Questions.about(tickers);
    }

    /** Takes what the exchange tells of markets. */
    public void markets(Page<Market> page) {
        Instant now = clock.instant();
        page.items().forEach(market -> markets.put(market.ticker(), new Heard<>(market, now)));
    }

    /** What to ask about the events of these markets. */
    public List<Map<String, Object>> eventQuestions(List<String> tickers) {
        return Questions.about(names(tickers.stream()
                        .map(markets::get)
                        .filter(Objects::nonNull)
                        .map(heard -> heard.what().eventTicker()))
                .filter(event -> isOlder(events.get(event), GOOD_FOR))
                .toList());
    }

    /** Takes what the exchange tells of events. */
    public void events(Page<Event> page) {
        Instant now = clock.instant();
        page.items().forEach(event -> events.put(event.ticker(), new Heard<>(event, now)));
    }

    /** The series of these markets that have to be asked about. */
    public List<String> staleSeries(List<String> tickers) {
        return names(tickers.stream().map(this::event).filter(Objects::nonNull).map(Event::seriesTicker))
                .filter(name -> isOlder(series.get(name), SERIES_GOOD_FOR))
                .toList();
    }

    /** Takes what the exchange tells of a series. */
    public void series(Series told) {
        series.put(told.ticker(), new Heard<>(told, clock.instant()));
    }

    /** Puts together what is known of these markets. */
    public void complete(List<String> tickers) {
        told = null;
        for (String ticker : tickers) {
            Heard<Market> market = markets.get(ticker);
            Event event = event(ticker);
            Heard<Series> ofSeries =
                    event == null || event.seriesTicker() == null ? null : series.get(event.seriesTicker());
            if (market == null || event == null || ofSeries == null) {
                continue;
            }
            MarketTerms found = terms(market, event, ofSeries.what());
            if (found != null) {
                terms.put(ticker, found);
            }
        }
    }

    private @Nullable MarketTerms terms(Heard<Market> heard, Event event, Series ofSeries) {
        Market market = heard.what();
        List<PriceGrid.Band> ranges = market.priceRanges();
        if (ranges == null) {
            return null;
        }
        PriceGrid grid;
        try {
            grid = grids.computeIfAbsent(ranges, PriceGrid::new);
        } catch (IllegalArgumentException noGrid) {
            LOG.warn("{} cannot be quoted: {}", market.ticker(), noGrid.getMessage());
            return null;
        }
        String feeType = event.feeType() == null ? ofSeries.feeType() : event.feeType();
        BigDecimal multiplier = event.feeMultiplier() == null ? ofSeries.feeMultiplier() : event.feeMultiplier();
        return new MarketTerms(
                market.ticker(),
                event.ticker(),
                market.status() == null ? "unknown" : market.status(),
                market.closeTime(),
                grid,
                Boolean.TRUE.equals(event.exclusive()),
                feeType(feeType),
                multiplier,
                market.exchangeIndex() == null ? 0 : market.exchangeIndex(),
                heard.time());
    }

    /** A word that has no formula here is as good as none. */
    private static @Nullable FeeType feeType(@Nullable String word) {
        return word == null
                ? null
                : Arrays.stream(FeeType.values())
                        .filter(type -> type.name().toLowerCase(Locale.ROOT).equals(word))
                        .findFirst()
                        .orElse(null);
    }

    /** The exchange could not be asked. What is known stays, and gets older. */
    public void failed(Throwable cause) {
        String reason = String.valueOf(cause.getMessage());
        if (!reason.equals(told)) {
            LOG.warn("What holds for the quoted markets cannot be asked: {}", reason);
        }
        told = reason;
    }

    /** The stream told that a market has changed, which holds at once. */
    public void changed(MarketLifecycle change) {
        String ticker = change.ticker();
        if (ticker == null) {
            return;
        }
        terms.computeIfPresent(ticker, (name, known) -> {
            String status = STATUSES.getOrDefault(change.change(), known.status());
            Instant close = change.closeTime() == null ? known.closeTime() : change.closeTime();
            return new MarketTerms(
                    name,
                    known.eventTicker(),
                    status,
                    close,
                    known.grid(),
                    known.exclusive(),
                    known.feeType(),
                    known.feeMultiplier(),
                    known.exchangeIndex(),
                    // Other prices are worth a question.
                    change.change().equals("price_level_structure_updated") ? Instant.EPOCH : known.fetchedTime());
        });
    }

    private @Nullable Event event(String ticker) {
        Heard<Market> market = markets.get(ticker);
        String name = market == null ? null : market.what().eventTicker();
        Heard<Event> event = name == null ? null : events.get(name);
        return event == null ? null : event.what();
    }

    private boolean isOlder(@Nullable Heard<?> heard, Duration limit) {
        return heard == null || heard.time().isBefore(clock.instant().minus(limit));
    }

    private static Stream<String> names(Stream<@Nullable String> names) {
        return names.filter(Objects::nonNull).distinct();
    }
}
