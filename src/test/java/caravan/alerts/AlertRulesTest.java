package caravan.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.model.ConnectionEvent;
import caravan.model.ExchangeHours;
import caravan.model.Gap;
import caravan.model.Market;
import caravan.model.MarketLifecycle;
import caravan.model.MarketSummary;
import caravan.model.Outcome;
import caravan.model.Price;
import caravan.model.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AlertRulesTest {
    private static final String TICKER = "KXA-1";
    private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");

    private final Scope scope = new Scope(List.of("watch-list", TICKER));
    private Instant now = START;
    private @Nullable Rule rule;

    @Test
    void priceMovesFromTheEntryAreToldAtExactlyTheDistance() {
        entry(Outcome.YES, "0.4500");
        rule = new PriceMoved(scope, 500, new CoolDown(Duration.ZERO));
        assertThat(last("0.4999")).isEmpty();
        assertThat(last("0.5000")).containsExactly("Price moved: KXA-1 YES is at 50¢, +5¢ from the entry at 45¢");
        assertThat(last("0.5000")).isEmpty();
        assertThat(last("0.5499")).isEmpty();
        assertThat(last("0.5500")).containsExactly("Price moved: KXA-1 YES is at 55¢, +10¢ from the entry at 45¢");
        assertThat(last("0.4975")).containsExactly("Price moved: KXA-1 YES is at 49.75¢, +4.75¢ from the entry at 45¢");
    }

    @Test
    void aNoPositionGainsWhenYesFalls() {
        entry(Outcome.NO, "0.6000");
        rule = new PriceMoved(scope, 500, new CoolDown(Duration.ZERO));
        assertThat(last("0.5500")).containsExactly("Price moved: KXA-1 NO is at 45¢, +5¢ from the entry at 40¢");
    }

    @Test
    void withoutAnEntryTheFirstPriceIsTheReference() {
        rule = new PriceMoved(scope, 500, new CoolDown(Duration.ZERO));
        assertThat(last("0.3000")).isEmpty();
        assertThat(last("0.2500")).containsExactly("Price moved: KXA-1 YES is at 25¢, -5¢ from 30¢");
    }

    @Test
    void coolDownHoldsBackAndTellsTheStateThatIsThenTrue() {
        rule = new PriceMoved(scope, 100, new CoolDown(Duration.ofMinutes(5)));
        assertThat(last("0.3000")).isEmpty();
        assertThat(last("0.3100")).hasSize(1);
        after(Duration.ofMinutes(5).minusMillis(1));
        assertThat(last("0.3300")).isEmpty();
        after(Duration.ofMillis(1));
        assertThat(last("0.3300")).containsExactly("Price moved: KXA-1 YES is at 33¢, +2¢ from 31¢");
    }

    @Test
    void otherMarketsAreNobodysBusiness() {
        rule = new PriceMoved(scope, 1, new CoolDown(Duration.ZERO));
        news(summary("KXB-1", "0.10", "0.1", "0.2", "1"));
        assertThat(news(summary("KXB-1", "0.90", "0.1", "0.2", "1"))).isEmpty();
    }

    @Test
    void tightSpreadIsToldWhenItBeginsAndNotWhenNobodyBids() {
        rule = new TightSpread(scope, 200, new CoolDown(Duration.ZERO));
        assertThat(spread("0.0000", "0.0100")).isEmpty();
        assertThat(spread("0.4000", "0.4201")).isEmpty();
        assertThat(spread("0.4000", "0.4200")).containsExactly("Tight spread: KXA-1 has a spread of 2¢: 40¢ / 42¢");
        assertThat(spread("0.4000", "0.4100")).isEmpty();
        assertThat(spread("0.4000", "0.4300")).isEmpty();
        assertThat(spread("0.4000", "0.4025")).hasSize(1);
    }

    @Test
    void marketsThatWentQuietWithATightSpreadDoNotKeepOthersFromBeingTold() {
        rule = new TightSpread(new Scope(List.of("all")), 200, new CoolDown(Duration.ZERO));
        for (int i = 0; i < 10_001; i++) {
            assertThat(news(summary("KX-" + i, "0.5", "0.4000", "0.4100", "1"))).hasSize(1);
        }
    }

    @Test
    void volumeIsThatOfTheWindow() {
        rule = new VolumeRose(scope, Quantity.ofContracts(100), Duration.ofMinutes(10), new CoolDown(Duration.ZERO));
        assertThat(volume("1000")).isEmpty();
        after(Duration.ofMinutes(6));
        assertThat(volume("1060")).isEmpty();
        after(Duration.ofMinutes(5));
        assertThat(volume("1120")).isEmpty();
        after(Duration.ofMinutes(4));
        assertThat(volume("1160")).containsExactly("Volume: KXA-1: 100 contracts were traded within 9 min");
        assertThat(volume("1160")).isEmpty();
    }

    @Test
    void closeIsToldOnceForEachCloseTime() {
        rule = new CloseAhead(scope, Duration.ofMinutes(15));
        news(market(START.plus(Duration.ofMinutes(20))));
        assertThat(timePasses()).isEmpty();
        after(Duration.ofMinutes(5));
        assertThat(timePasses()).containsExactly("Close ahead: KXA-1 closes in 15 min, at 2026-11-20T10:20:00Z");
        assertThat(timePasses()).isEmpty();
        news(lifecycle("close_date_updated", START.plus(Duration.ofMinutes(30))));
        after(Duration.ofMinutes(10));
        assertThat(timePasses()).hasSize(1);
        after(Duration.ofMinutes(30));
        assertThat(timePasses()).isEmpty();
    }

    @Test
    void settlementIsToldAheadUntilItIsDetermined() {
        rule = new SettlementAhead(scope, Duration.ofMinutes(15));
        news(settled(START.plus(Duration.ofMinutes(20))));
        news(lifecycle("close_date_updated", START.plus(Duration.ofMinutes(1))));
        assertThat(timePasses()).isEmpty();
        after(Duration.ofMinutes(5));
        assertThat(timePasses())
                .containsExactly(
                        "Settlement ahead: KXA-1 is expected to be paid out in 15 min, at 2026-11-20T10:20:00Z");
        assertThat(timePasses()).isEmpty();
        news(settled(START.plus(Duration.ofMinutes(21))));
        news(lifecycle("determined", null));
        assertThat(timePasses()).isEmpty();
    }

    private static Market settled(Instant time) {
        return new Market(
                TICKER, null, null, null, null, "active", null, null, null, null, null, time, null, null, null);
    }

    @Test
    void determinationTellsThatSettlementIsAhead() {
        rule = new MarketChanged(scope, new CoolDown(Duration.ZERO));
        assertThat(news(lifecycle("deactivated", null))).containsExactly("Market changed: KXA-1 is deactivated");
        assertThat(news(lifecycle("determined", null)))
                .containsExactly("Settlement ahead: KXA-1 is determined: yes; it is paid out next");
    }

    @Test
    void aLostConnectionIsToldOnceAndThatItIsBack() {
        rule = new ConnectionLost(Duration.ofSeconds(30), new CoolDown(Duration.ZERO), open());
        assertThat(news(new ConnectionEvent.Closed("private", "cut"))).isEmpty();
        after(Duration.ofSeconds(29));
        assertThat(timePasses()).isEmpty();
        after(Duration.ofSeconds(1));
        assertThat(timePasses())
                .containsExactly("Connection: The connection private is lost since 2026-11-20T10:00:00Z: cut");
        assertThat(news(new ConnectionEvent.Closed("private", "refused"))).isEmpty();
        after(Duration.ofMinutes(5));
        assertThat(timePasses()).isEmpty();
        assertThat(news(new ConnectionEvent.Ready("private")))
                .containsExactly("Connection: The connection private is back after 5 min 30 s");
    }

    @Test
    void aShortLossIsNotTold() {
        rule = new ConnectionLost(Duration.ofSeconds(30), new CoolDown(Duration.ZERO), open());
        news(new ConnectionEvent.Closed("private", "cut"));
        after(Duration.ofSeconds(1));
        assertThat(news(new ConnectionEvent.Ready("private"))).isEmpty();
        after(Duration.ofMinutes(1));
        assertThat(timePasses()).isEmpty();
    }

    @Test
    void maintenanceIsNoTroubleUnlessTheConnectionStaysAway() {
        Instant end = START.plus(Duration.ofHours(2));
        ExchangeHours hours = time ->
                time.isBefore(end) ? Optional.of(new ExchangeHours.Pause("weekly pause", true, end)) : Optional.empty();
        rule = new ConnectionLost(Duration.ofSeconds(30), new CoolDown(Duration.ZERO), hours);
        news(new ConnectionEvent.Closed("private", "maintenance"));
        after(Duration.ofHours(2).minusSeconds(1));
        assertThat(timePasses()).isEmpty();
        after(Duration.ofSeconds(29));
        assertThat(timePasses()).isEmpty();
        after(Duration.ofSeconds(1));
        assertThat(timePasses()).hasSize(1);
    }

    @Test
    void gapsAreToldWhenThereAreManyWithinTheWindow() {
        rule = new ManyGaps(3, Duration.ofMinutes(1), new CoolDown(Duration.ZERO));
        assertThat(gap(null)).isEmpty();
        assertThat(gap(now)).isEmpty();
        assertThat(gap(null)).isEmpty();
        after(Duration.ofMinutes(1));
        assertThat(gap(null)).isEmpty();
        assertThat(gap(null)).isEmpty();
        assertThat(gap(null)).hasSize(1);
        assertThat(gap(null)).isEmpty();
    }

    @Test
    void onlyPausesOutOfTurnAreNews() {
        ExchangeHours.@Nullable Pause[] pause = {new ExchangeHours.Pause("weekly pause", true, null)};
        rule = new ExchangePaused(time -> Optional.ofNullable(pause[0]));
        assertThat(timePasses()).isEmpty();
        pause[0] = new ExchangeHours.Pause("trading pause", false, null);
        assertThat(timePasses()).containsExactly("Exchange: The exchange has a trading pause out of turn");
        assertThat(timePasses()).isEmpty();
        pause[0] = null;
        assertThat(timePasses()).containsExactly("Exchange: The exchange goes on");
        assertThat(timePasses()).isEmpty();
    }

    @Test
    void manyMarketsAreAskedForInTurns() {
        List<String> tickers =
                IntStream.range(100, 250).mapToObj(number -> "KX-" + number).toList();
        Alerts alerts = new Alerts(nothingAbout(tickers), open(), () -> now);
        assertThat(alerts.marketsQuestion().get("tickers")).isEqualTo(String.join(",", tickers.subList(0, 100)));
        assertThat(alerts.marketsQuestion().get("tickers"))
                .isEqualTo(
                        String.join(",", tickers.subList(100, 150)) + "," + String.join(",", tickers.subList(0, 50)));
        assertThat(new Alerts(nothingAbout(List.of()), open(), () -> now).marketsQuestion())
                .isEmpty();
    }

    private static AlertSettings nothingAbout(List<String> markets) {
        Duration none = Duration.ZERO;
        return new AlertSettings(
                markets,
                new AlertSettings.Distance("0", none),
                new AlertSettings.Distance("0", none),
                new AlertSettings.Volume(Quantity.ZERO, none, none),
                none,
                Duration.ZERO,
                new AlertSettings.Lifecycle(false, none),
                new AlertSettings.Connections(false, none, none),
                new AlertSettings.Gaps(0, none, none),
                10);
    }

    private static ExchangeHours open() {
        return time -> Optional.empty();
    }

    private void entry(Outcome outcome, String yesPrice) {
        scope.watchList(
                new WatchList(List.of(new WatchList.Entry(TICKER, outcome, Price.parse(yesPrice))), 0, List.of()));
    }

    private void after(Duration duration) {
        now = now.plus(duration);
    }

    private List<String> last(String price) {
        return news(summary(TICKER, price, "0.1", "0.9", "1"));
    }

    private List<String> spread(String bid, String ask) {
        return news(summary(TICKER, "0.5", bid, ask, "1"));
    }

    private List<String> volume(String volume) {
        return news(summary(TICKER, "0.5", "0.1", "0.9", volume));
    }

    private List<String> gap(@Nullable Instant closed) {
        return news(new Gap(1, 1, "market-data", 1, null, 2, 4, "frames are missing", 1, now, closed, 0));
    }

    private List<String> news(Object news) {
        return texts(rule().news(news, now));
    }

    private List<String> timePasses() {
        return texts(rule().timePasses(now));
    }

    private Rule rule() {
        if (rule == null) {
            throw new IllegalStateException("expected a rule");
        }
        return rule;
    }

    private static List<String> texts(List<Alert> alerts) {
        return alerts.stream().map(Alert::toString).toList();
    }

    static MarketSummary summary(String ticker, String last, String bid, String ask, String volume) {
        return new MarketSummary(
                ticker,
                Price.parse(last),
                Price.parse(bid),
                Price.parse(ask),
                Quantity.parse(volume),
                null,
                null,
                null,
                null,
                null,
                null,
                START);
    }

    private static Market market(Instant close) {
        return new Market(
                TICKER, null, null, null, null, "active", null, null, null, null, close, null, null, null, null);
    }

    private static MarketLifecycle lifecycle(String change, @Nullable Instant close) {
        return new MarketLifecycle(
                TICKER, null, change, null, close, null, null, change.equals("determined") ? "yes" : null, null, "{}");
    }
}
