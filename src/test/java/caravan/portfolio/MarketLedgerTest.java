package caravan.portfolio;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.model.BookSide;
import caravan.model.Money;
import caravan.model.Price;
import caravan.model.Quantity;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class MarketLedgerTest {
    private final MarketLedger ledger = new MarketLedger();

    @Test
    void thePartsOfTheReferencesVectorAddUp() {
        trade(BookSide.BID, "0.49", 10, "0.50");
        trade(BookSide.ASK, "0.49", 4, "0.48");
        ledger.mark(mark("0.47"));
        ledger.reward(Money.parse("0.05"));
        Pnl pnl = ledger.pnl();
        assertThat(pnl.spreadCapture()).isEqualTo(Money.parse("0.14"));
        assertThat(pnl.inventory()).isEqualTo(Money.parse("-0.26"));
        assertThat(pnl.rewards()).isEqualTo(Money.parse("0.05"));
        assertThat(pnl.total()).isEqualTo(Money.parse("-0.07"));
        assertThat(ledger.cash()).isEqualTo(Money.parse("-2.89"));
        assertThat(ledger.cash().plus(ledger.holdings())).isEqualTo(Money.parse("-0.07"));
    }

    @Test
    void noBoughtAgainstYesClosesItAtADollar() {
        trade(BookSide.BID, "0.40", 10, "0.40");
        Money before = ledger.cash();
        // NO at 0.55 is YES at 0.45, seen from the other side.
        trade(BookSide.ASK, "0.45", 10, "0.45");
        assertThat(ledger.position()).isEqualTo(Quantity.ZERO);
        assertThat(ledger.cash().units() - before.units())
                .isEqualTo(Money.parse("4.50").units());
        assertThat(ledger.pnl().realized()).isEqualTo(Money.parse("0.50"));
        assertThat(ledger.cost()).isEqualTo(Money.ZERO);
    }

    @Test
    void costIsTheAverageAndAPurchaseThatTurnsThePositionOpensTheRest() {
        trade(BookSide.BID, "0.40", 10, "0.40");
        trade(BookSide.BID, "0.50", 10, "0.50");
        trade(BookSide.ASK, "0.60", 5, "0.60");
        assertThat(ledger.cost()).isEqualTo(Money.parse("6.75"));
        trade(BookSide.ASK, "0.60", 20, "0.60");
        assertThat(ledger.position()).isEqualTo(Quantity.ofContracts(-5));
        assertThat(ledger.cost()).isEqualTo(Money.parse("2.00"));
    }

    @Test
    void aFillWithoutAMidCapturesNothingAndIsCounted() {
        ledger.trade(BookSide.BID, Price.parse("0.40"), Quantity.ofContracts(1), null, Money.parse("0.01"), true);
        assertThat(ledger.pnl().spreadCapture()).isEqualTo(Money.ZERO);
        assertThat(ledger.pnl().unmarkedFills()).isEqualTo(1);
        assertThat(ledger.pnl().predictedFees()).isEqualTo(1);
        assertThat(ledger.pnl().total()).isEqualTo(Money.parse("-0.01"));
    }

    @Property(tries = 500)
    void whateverHappensThePartsAreTheWholeToTheMicroDollar(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        MarketLedger market = new MarketLedger();
        // Kept apart from the ledger: what the exchange does to an account.
        long cash = 0;
        long held = 0;
        Mark last = new Mark(10_000);
        for (int i = 0; i < random.nextInt(1, 60); i++) {
            int kind = random.nextInt(12);
            if (kind < 9) {
                boolean bid = random.nextBoolean();
                int price = random.nextInt(1, 10_000);
                long quantity = random.nextLong(1, 100_000);
                long fee = random.nextLong(0, 2_000_000);
                Mark mid = random.nextInt(4) == 0 ? null : new Mark(random.nextInt(20_001));
                market.trade(
                        bid ? BookSide.BID : BookSide.ASK,
                        new Price(price),
                        new Quantity(quantity),
                        mid,
                        new Money(fee),
                        random.nextBoolean());
                long before = Math.max(0, -held) * 10_000;
                held += bid ? quantity : -quantity;
                cash += (bid ? -1 : 1) * price * quantity + before - Math.max(0, -held) * 10_000 - fee;
                last = mid == null ? Mark.of(new Price(price)) : mid;
            } else if (kind < 11) {
                last = new Mark(random.nextInt(20_001));
                market.mark(last);
            } else {
                int value = random.nextInt(10_001);
                long paid = held > 0 ? held * value : -held * (10_000 - value);
                market.settle(new Money(paid));
                cash += paid;
                held = 0;
            }
            long worth = Math.floorDiv(held * last.units(), 2L) + Math.max(0, -held) * 10_000;
            assertThat(market.cash().units()).isEqualTo(cash);
            assertThat(market.position().units()).isEqualTo(held);
            assertThat(market.holdings().units()).isEqualTo(worth);
            Pnl pnl = market.pnl();
            assertThat(pnl.total().units()).isEqualTo(cash + worth);
            assertThat(pnl.realized().units() + pnl.unrealized().units())
                    .isEqualTo(pnl.spreadCapture().units() + pnl.inventory().units());
            assertThat(market.cost().units()).isNotNegative();
        }
    }

    private void trade(BookSide side, String price, int contracts, String mid) {
        ledger.trade(side, Price.parse(price), Quantity.ofContracts(contracts), mark(mid), Money.ZERO, false);
    }

    private static Mark mark(String dollars) {
        return Mark.of(Price.parse(dollars));
    }
}
