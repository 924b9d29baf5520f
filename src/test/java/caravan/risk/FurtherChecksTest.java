package caravan.risk;

import static caravan.model.BookSide.ASK;
import static caravan.model.BookSide.BID;
import static org.assertj.core.api.Assertions.assertThat;

import caravan.fills.FillExamples;
import caravan.model.BookSide;
import caravan.model.BookState;
import caravan.model.Fill;
import caravan.model.Money;
import caravan.model.OrderRequest;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.model.Quote;
import caravan.model.RestingOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each attack is made at the gate with all checks, and no order gets through. */
class FurtherChecksTest {
    private final Standings standings = new Standings();
    private Instant now = Standings.NOW;
    private Quantity tradeSize = Quantity.ofContracts(1);
    private final RiskLimits limits = PackagedLimits.with(100, Map.of());
    private final Conduct conduct = new Conduct(limits.conduct(() -> tradeSize), () -> now);
    private final RiskGate gate = new RiskGate(
            limits.checks(conduct),
            tickers -> standings.account(),
            new Reservations(),
            conduct::approved,
            () -> Duration.ofSeconds(60),
            () -> now);

    @Test
    void smallQuotePasses() {
        assertThat(deniedBy(quote(BID, 40, 10))).isEmpty();
    }

    @Test
    void haltedOrForbiddenOrUnreconciledIsEveryRequestThatTrades() {
        standings.position = 10;
        OrderRequest exit = exit(ASK, 40, 10);
        standings.halted = "a person";
        assertThat(deniedBy(quote(BID, 40, 1))).containsExactly("not-halted");
        assertThat(deniedBy(exit)).containsExactly("not-halted");
        assertThat(deniedBy(quote(ASK, 45, 1))).as("a quote that reduces").containsExactly("not-halted");
        standings.halted = null;
        standings.forbidden = "trading.enabled is false";
        gate.expect(List.of((OrderRequest.Exit) exit));
        assertThat(deniedBy(exit)).as("a person's as well").containsExactly("trading-allowed");
        standings.forbidden = null;
        standings.unreconciled = "not yet";
        assertThat(deniedBy(exit)).containsExactly("reconciled");
    }

    /** What rests was approved by what was known then; a limit that it meets by now is no reason to end it. */
    @Test
    void whatRestsGoesWhereWhatIsKnownCannotBeReliedOn() {
        standings.dayLoss = Money.parse("30");
        standings.status = "inactive";
        standings.unreconciled = "the private connection was lost";
        assertThat(gate.untenable()).as("nothing rests").isEmpty();
        standings.own(BID, 40, 10).own(ASK, 45, 10);
        assertThat(withdrawing()).containsExactly("M", "reconciled");
        standings.unreconciled = null;
        assertThat(withdrawing()).isEmpty();
        standings.state = BookState.SUSPECT;
        assertThat(withdrawing()).containsExactly("M", "book-is-valid");
        standings.state = BookState.VALID;
        now = now.plus(Duration.ofMinutes(1));
        assertThat(withdrawing()).containsExactly("M", "connection-answers");
        standings.lastSignOfLife = now;
        standings.clockAhead = Duration.ofMillis(-1_001);
        assertThat(withdrawing()).containsExactly("M", "clock-is-right");
    }

    private List<String> withdrawing() {
        return gate.untenable().stream()
                .flatMap(decision -> Stream.concat(
                        Stream.of(decision.request().ticker()),
                        decision.denials().stream().map(Verdict::check)))
                .toList();
    }

    @Test
    void pricesFarAway() {
        assertThat(deniedBy(quote(BID, 29, 1))).containsExactly("price-collar");
        assertThat(deniedBy(quote(ASK, 56, 1))).containsExactly("price-collar");
        assertThat(deniedBy(quote(BID, 30, 1))).isEmpty();
        standings.position = 10;
        assertThat(deniedBy(exit(ASK, 29, 1))).as("given away").containsExactly("price-collar");
    }

    @Test
    void exitsAreOfWhatIsHeldOnly() {
        assertThat(deniedBy(exit(ASK, 40, 1))).as("nothing held").containsExactly("exits-what-is-held");
        standings.position = 150;
        assertThat(deniedBy(exit(BID, 45, 1))).as("the wrong side").containsExactly("exits-what-is-held");
        assertThat(deniedBy(exit(ASK, 40, 151))).containsExactly("exits-what-is-held");
        assertThat(deniedBy(exit(ASK, 40, 150)))
                .as("above the size of an order")
                .isEmpty();
        assertThat(deniedBy(exit(ASK, 40, 1))).as("on its way already").containsExactly("exits-what-is-held");
    }

    @Test
    void exitsPassLimitsOfGrowthButNotThoseOfPriceAndMarket() {
        standings.position = 10;
        standings.dayLoss = Money.parse("30");
        standings.closeTime = now.plusSeconds(30);
        assertThat(deniedBy(exit(ASK, 40, 1))).isEmpty();
        standings.status = "inactive";
        assertThat(deniedBy(exit(ASK, 40, 1))).containsExactly("market-is-open");
        standings.status = "active";
        standings.own(BID, 39, 1);
        assertThat(deniedBy(exit(ASK, 39, 1))).containsExactly("no-self-cross");
    }

    @Test
    void renewingAnOrderIsNoWayAroundALimit() {
        standings.own(BID, 40, 10);
        OrderRequest renew = new OrderRequest.Renew(standings.orders.get(0));
        assertThat(deniedBy(renew)).isEmpty();
        standings.dayLoss = Money.parse("20.01");
        assertThat(deniedBy(renew)).containsExactly("day-loss");
    }

    @Test
    void whatIsHeldIntoTheEnd() {
        standings.closeTime = now.plus(Duration.ofMinutes(59));
        standings.position = 180;
        standings.cost = Money.parse("72");
        assertThat(deniedBy(quote(BID, 40, 10))).containsExactly("max-loss-into-settlement");
        standings.closeTime = now.plus(Duration.ofMinutes(61));
        assertThat(deniedBy(quote(BID, 40, 10))).isEmpty();
    }

    @Test
    void equityFarBelowItsPeak() {
        standings.peak = Money.parse("1112");
        assertThat(deniedBy(quote(BID, 40, 1))).containsExactly("drawdown");
        standings.position = 10;
        assertThat(deniedBy(exit(ASK, 40, 1))).isEmpty();
    }

    @Test
    void sameOrderAgainAndAgain() {
        for (int i = 0; i < 10; i++) {
            Decision decision = decide(quote(BID, 40, 1));
            decision.approved().ifPresent(gate::settled);
        }
        assertThat(deniedBy(quote(BID, 40, 1))).containsExactly("no-repetition");
        assertThat(deniedBy(quote(BID, 39, 1))).as("the market waits").containsExactly("no-repetition");
        now = now.plus(Duration.ofMinutes(5));
        standings.lastSignOfLife = now;
        assertThat(deniedBy(quote(BID, 39, 1))).isEmpty();
    }

    /** What a batch places counts within it. */
    @Test
    void sameOrderAgainAndAgainInOneBatch() {
        for (int i = 0; i < 8; i++) {
            decide(quote(BID, 40, 1)).approved().ifPresent(gate::settled);
        }
        List<Decision> decisions = gate.decide(Collections.nCopies(4, quote(BID, 40, 1)));
        assertThat(decisions)
                .extracting(decision -> decision.approved().isPresent())
                .containsExactly(true, true, false, false);
    }

    @Test
    void burstOfFills() {
        conduct.filled(fill(8));
        assertThat(conduct.isNewBurst()).isFalse();
        conduct.filled(fill(1));
        assertThat(conduct.isNewBurst()).isTrue();
        assertThat(conduct.isNewBurst()).as("until the quotes are gone").isTrue();
        conduct.withdrawn();
        assertThat(conduct.isNewBurst()).isFalse();
        assertThat(deniedBy(quote(BID, 40, 1))).containsExactly("no-burst");
        now = now.plusSeconds(30);
        standings.lastSignOfLife = now;
        assertThat(deniedBy(quote(BID, 40, 1))).isEmpty();
    }

    @Test
    void burstGoesByTheSizeOfAQuoteAsItIsNow() {
        tradeSize = Quantity.ofContracts(2);
        conduct.filled(fill(16));
        assertThat(conduct.isNewBurst()).isFalse();
        conduct.filled(fill(1));
        assertThat(conduct.isNewBurst()).isTrue();
    }

    @Test
    void rejectsInARow() {
        for (int i = 0; i < 4; i++) {
            conduct.rejected("M");
        }
        conduct.accepted("M");
        conduct.rejected("M");
        assertThat(deniedBy(quote(BID, 40, 1))).isEmpty();
        for (int i = 0; i < 4; i++) {
            conduct.rejected("M");
        }
        assertThat(deniedBy(quote(BID, 40, 1))).containsExactly("no-rejects-in-a-row");
        for (int i = 0; i < 15; i++) {
            conduct.rejected("N" + i);
        }
        assertThat(tripwires().reason(standings.account(), now))
                .hasValue("the exchange has refused 20 orders in a row, limit is 20");
        conduct.forgive();
        assertThat(tripwires().reason(standings.account(), now)).isEmpty();
    }

    @Test
    void youngOrderIsNotMovedNearer() {
        RestingOrder young = new RestingOrder(
                "young",
                "M",
                BID,
                Price.ofCents(39),
                Quantity.ofContracts(1),
                now.minusSeconds(9),
                now.plusSeconds(50));
        standings.orders.add(young);
        assertThat(deniedBy(amend(young, 40))).containsExactly("minimum-life");
        assertThat(deniedBy(amend(young, 38))).as("away from the other side").isEmpty();
    }

    @Test
    void limitsThatEndInAHalt() {
        assertThat(tripwires().reason(standings.account(), now)).isEmpty();
        standings.unknownOrders = 4;
        assertThat(tripwires().reason(standings.account(), now))
                .hasValue("4 orders have an unknown outcome, limit is 3");
        standings.unknownOrders = 3;
        standings.dayLoss = Money.parse("50.01");
        standings.unreconciled = "figures of yesterday";
        assertThat(tripwires().reason(standings.account(), now)).isEmpty();
        standings.unreconciled = null;
        assertThat(tripwires().reason(standings.account(), now))
                .hasValue("today has lost 50.010000 dollars, limit is 50.000000");
        standings.dayLoss = Money.ZERO;
        standings.peak = Money.parse("1112");
        assertThat(tripwires().reason(standings.account(), now)).isPresent();
    }

    private Tripwires tripwires() {
        return new Tripwires(limits.dayLossHalt, new Drawdown(limits.drawdown), limits.unknownOrders, conduct);
    }

    private Decision decide(OrderRequest request) {
        return gate.decide(List.of(request)).get(0);
    }

    private List<String> deniedBy(OrderRequest request) {
        Decision decision = decide(request);
        if (!(request instanceof OrderRequest.Exit)) {
            decision.approved().ifPresent(gate::settled);
        }
        return decision.denials().stream().map(Verdict::check).toList();
    }

    private static OrderRequest quote(BookSide side, int cents, int contracts) {
        return new OrderRequest.Create(
                new Quote("M", side, Price.ofCents(cents), Quantity.ofContracts(contracts), "test"));
    }

    private static OrderRequest amend(RestingOrder order, int cents) {
        return new OrderRequest.Amend(
                order, new Quote("M", order.side(), Price.ofCents(cents), order.quantity(), "test"));
    }

    private static OrderRequest exit(BookSide side, int cents, int contracts) {
        return new OrderRequest.Exit("M", side, Price.ofCents(cents), Quantity.ofContracts(contracts), "test");
    }

    private static Fill fill(int contracts) {
        return FillExamples.yes("t-" + contracts, "o", "0.40", String.valueOf(contracts));
    }
}
