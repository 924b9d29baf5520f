package caravan.marketmaking;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.fills.ManualClock;
import caravan.model.Event;
import caravan.model.Market;
import caravan.model.MarketLifecycle;
import caravan.model.MarketTerms;
import caravan.model.Page;
import caravan.model.Series;
import caravan.rules.FeeType;
import caravan.rules.PriceGrid.Band;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TermsTableTest {
    private static final List<String> MARKETS = List.of("M");
    private final ManualClock clock = new ManualClock(Situations.NOW);
    private final TermsTable table = new TermsTable(clock);

    @Test
    void marketEventAndSeriesAreAskedAboutOneAfterTheOther() {
        assertThat(table.stale(MARKETS)).isEqualTo(MARKETS);
        assertThat(table.questions(MARKETS)).containsExactly(Map.of("tickers", MARKETS, "limit", 1));
        table.markets(new Page<>(List.of(market(List.of(Band.parse("0", "1", "0.01")))), ""));
        assertThat(table.eventQuestions(MARKETS)).containsExactly(Map.of("tickers", List.of("E"), "limit", 1));
        table.events(new Page<>(List.of(event(null, null)), ""));
        assertThat(table.staleSeries(MARKETS)).containsExactly("S");
        assertThat(table.of("M")).isEmpty();
        table.series(series("quadratic"));
        table.complete(MARKETS);
        assertThat(table.of("M")).hasValueSatisfying(terms -> {
            assertThat(terms.status()).isEqualTo("active");
            assertThat(terms.exclusive()).isTrue();
            assertThat(terms.feeType()).isEqualTo(FeeType.QUADRATIC);
            assertThat(terms.feeMultiplier()).isEqualTo("1");
            assertThat(terms.grid().size()).isEqualTo(99);
            assertThat(terms.exchangeIndex()).isEqualTo(2);
        });
        assertThat(table.stale(MARKETS)).isEmpty();
        clock.advance(Duration.ofSeconds(61));
        assertThat(table.stale(MARKETS)).isEqualTo(MARKETS);
        assertThat(table.staleSeries(MARKETS)).isEmpty();
    }

    @Test
    void anEventOverridesEachOfItsSeriesFeesForItself() {
        known(event("quadratic_with_maker_fees", null), "quadratic");
        assertThat(terms().feeType()).isEqualTo(FeeType.QUADRATIC_WITH_MAKER_FEES);
        assertThat(terms().feeMultiplier()).isEqualTo("1");
        known(event(null, new BigDecimal("0.5")), "quadratic");
        assertThat(terms().feeType()).isEqualTo(FeeType.QUADRATIC);
        assertThat(terms().feeMultiplier()).isEqualTo("0.5");
    }

    @Test
    void aFeeWithoutAFormulaIsNone() {
        known(event(null, null), "flat");
        assertThat(terms().feeType()).isNull();
    }

    @Test
    void aMarketWithoutPricesIsNotKnown() {
        table.markets(new Page<>(List.of(market(null)), ""));
        table.events(new Page<>(List.of(event(null, null)), ""));
        table.series(series("quadratic"));
        table.complete(MARKETS);
        assertThat(table.of("M")).isEmpty();
    }

    @Test
    void theStreamChangesTheStatusAtOnce() {
        known(event(null, null), "quadratic");
        table.changed(change("deactivated"));
        assertThat(terms().status()).isEqualTo("inactive");
        table.changed(change("metadata_updated"));
        assertThat(terms().status()).isEqualTo("inactive");
        table.changed(change("activated"));
        assertThat(terms().status()).isEqualTo("active");
        table.changed(change("price_level_structure_updated"));
        assertThat(table.stale(MARKETS)).isEqualTo(MARKETS);
    }

    private MarketTerms terms() {
        return table.of("M").orElseThrow();
    }

    private void known(Event event, String feeType) {
        table.markets(new Page<>(List.of(market(List.of(Band.parse("0", "1", "0.01")))), ""));
        table.events(new Page<>(List.of(event), ""));
        table.series(series(feeType));
        table.complete(MARKETS);
    }

    private static Market market(@Nullable List<Band> ranges) {
        return new Market(
                "M", "E", null, null, null, "active", null, null, null, null, null, null, null, null, null, ranges, 2);
    }

    private static Event event(@Nullable String feeType, @Nullable BigDecimal multiplier) {
        return new Event("E", "S", null, true, feeType, multiplier);
    }

    private static Series series(String feeType) {
        return new Series("S", null, null, null, feeType, BigDecimal.ONE);
    }

    private static MarketLifecycle change(String word) {
        return new MarketLifecycle("M", "E", word, null, null, null, null, null, null, "{}");
    }
}
