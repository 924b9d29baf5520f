package caravan.portfolio;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.model.Action;
import caravan.model.BookSide;
import caravan.model.Fill;
import caravan.model.Money;
import caravan.model.Outcome;
import caravan.model.Price;
import caravan.model.Quantity;
import java.time.Instant;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TaxLotsTest {
    private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");
    private final TaxLots lots = new TaxLots();

    @Test
    void whatWasBoughtFirstIsClosedFirstAndFeesGoWithTheContracts() {
        lots.fill(fill(1, BookSide.BID, 4_000, 1_000, 100_000));
        lots.fill(fill(2, BookSide.BID, 5_000, 1_000, 200_000));
        lots.fill(fill(3, BookSide.ASK, 6_000, 1_500, 300_000));
        lots.settle(Money.parse("5"), START.plusSeconds(9));
        assertThat(lots.closings())
                .extracting(closing -> "%s %s %s %s %s %s %s"
                        .formatted(
                                closing.quantity(),
                                closing.acquired().getEpochSecond() - START.getEpochSecond(),
                                closing.proceeds(),
                                closing.cost(),
                                closing.fees(),
                                closing.gain(),
                                closing.closedBy()))
                .containsExactly(
                        "10.00 1 6.000000 4.000000 0.300000 1.700000 t3",
                        "5.00 2 3.000000 2.500000 0.200000 0.300000 t3",
                        "5.00 2 5.000000 2.500000 0.100000 2.400000 settlement");
    }

    @Property(tries = 200)
    void allGainsTogetherAreWhatTheLedgerRealizedLessFees(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        MarketLedger ledger = new MarketLedger();
        TaxLots all = new TaxLots();
        for (int i = 0; i < random.nextInt(1, 40); i++) {
            OwnFill own = fill(
                    i,
                    random.nextBoolean() ? BookSide.BID : BookSide.ASK,
                    random.nextInt(1, 10_000),
                    random.nextLong(1, 5_000),
                    random.nextLong(0, 1_000_000));
            all.fill(own);
            ledger.trade(own.fill().side(), own.fill().price(), own.fill().quantity(), null, own.fee(), false);
        }
        boolean yes = random.nextBoolean();
        long held = ledger.position().units();
        Money payout = new Money(yes == held > 0 ? Math.abs(held) * 10_000 : 0);
        all.settle(payout, START.plusSeconds(100));
        ledger.settle(payout);
        long gains = all.closings().stream()
                .mapToLong(closing -> closing.gain().units())
                .sum();
        assertThat(gains)
                .isEqualTo(ledger.pnl().total().units())
                .isEqualTo(ledger.cash().units());
    }

    private static OwnFill fill(int second, BookSide side, int price, long quantity, long fee) {
        return new OwnFill(
                new Fill(
                        "t" + second,
                        "o",
                        null,
                        "KXA-1",
                        side,
                        side == BookSide.BID ? Outcome.YES : Outcome.NO,
                        Action.BUY,
                        new Price(price),
                        new Quantity(quantity),
                        new Money(fee),
                        true,
                        null,
                        null,
                        START.plusSeconds(second)),
                null,
                null);
    }
}
