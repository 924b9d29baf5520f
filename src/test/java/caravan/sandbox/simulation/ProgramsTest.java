package caravan.sandbox.simulation;

import static caravan.sandbox.simulation.Worlds.MINUTE;
import static caravan.sandbox.simulation.Worlds.SECOND;
import static caravan.sandbox.simulation.Worlds.START;
import static org.assertj.core.api.Assertions.assertThat;

import caravan.model.BookSide;
import caravan.rules.FeeType;
import caravan.rules.Fees;
import caravan.rules.PriceStructure;
import caravan.sandbox.engine.Account;
import caravan.sandbox.engine.Engine;
import caravan.sandbox.engine.Market;
import caravan.sandbox.engine.NewOrder;
import caravan.sandbox.engine.Trade;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A hundred dollars for fifteen minutes, at least a hundred contracts on each side. */
class ProgramsTest {
    private static final long BEGIN = START + MINUTE;
    private static final long END = BEGIN + 15 * MINUTE;
    private static final long CASH = 1_000_000_000;

    private final Engine engine =
            new Engine(1, START, new Hearing(Worlds.NOBODY, (market, change) -> {}, this::traded));
    private final Programs programs = new Programs(engine, new SplittableRandom(1));
    private final Account small = engine.admit("small", CASH);
    private final Account large = engine.admit("large", CASH);
    private final Listing listing = new Catalogue(Duration.ZERO, new SplittableRandom(1))
            .opening(START)
            .get(0)
            .listings()
            .get(0);
    private final Market market = engine.list(
            listing.ticker(),
            PriceStructure.LINEAR_CENT.grid(),
            Fees.of(FeeType.QUADRATIC, BigDecimal.ONE),
            START,
            END + Worlds.DAY,
            0);

    @Test
    void sharesAreThoseOfTheQuotes() {
        announce(null);
        quote(small, 100);
        quote(large, 300);
        engine.advanceTo(END + 2 * MINUTE);
        assertThat(payouts()).containsExactly("small 25.00", "large 75.00");
        assertThat(engine.deposits()).isEqualTo(2 * CASH + 100_000_000);
        assertThat(Worlds.money(engine)).isEqualTo(engine.deposits());
    }

    @Test
    void aTickFromTheReferenceHalvesTheScore() {
        announce(null);
        place(small, BookSide.BID, 3900, 100);
        place(small, BookSide.ASK, 4300, 100);
        place(large, BookSide.BID, 4000, 50);
        place(large, BookSide.ASK, 4200, 50);
        engine.advanceTo(END + 2 * MINUTE);
        assertThat(payouts()).containsExactly("small 50.00", "large 50.00");
    }

    @Test
    void snapshotsWithoutBothSidesAreNotPaid() {
        announce(null);
        quote(small, 100);
        quote(large, 300);
        engine.at(
                BEGIN + 450 * SECOND,
                () -> List.of(small, large).forEach(account -> {
                    var position = account.position(market);
                    if (position != null) {
                        List.copyOf(position.resting(BookSide.ASK)).forEach(engine::cancel);
                    }
                }));
        engine.advanceTo(END + 2 * MINUTE);
        assertThat(payouts()).containsExactly("small 12.50", "large 37.50");
    }

    @Test
    void aPauseOfTheMarketIsNotPaid() {
        announce(null);
        quote(small, 100);
        quote(large, 300);
        engine.at(BEGIN + 225 * SECOND, () -> engine.life().deactivate(market));
        engine.advanceTo(END + 2 * MINUTE);
        assertThat(payouts()).containsExactly("small 6.25", "large 18.75");
    }

    @Test
    void whoComesLateHasMissedWhatWasBefore() {
        announce(null);
        quote(small, 100);
        quote(large, 300);
        engine.at(BEGIN + 450 * SECOND, () -> quote(engine.admit("late", CASH), 400));
        engine.advanceTo(END + 2 * MINUTE);
        assertThat(payouts()).containsExactly("small 18.75", "large 56.25", "late 25.00");
    }

    @Test
    void nobodyGetsMoreThanTheCap() {
        announce(300_000L);
        quote(small, 100);
        quote(large, 300);
        engine.advanceTo(END + 2 * MINUTE);
        assertThat(payouts()).containsExactly("small 25.00", "large 30.00");
    }

    @Test
    void aProgramIsPaidAMinuteAfterItsEnd() {
        announce(null);
        quote(small, 200);
        engine.advanceTo(END + MINUTE - 1);
        assertThat(programs.all()).noneMatch(Program::paidOut);
        assertThat(programs.payouts()).isEmpty();
        engine.advanceTo(END + MINUTE);
        assertThat(programs.all()).singleElement().matches(Program::paidOut);
        assertThat(payouts()).containsExactly("small 100.00");
    }

    @Test
    void tradersShareAVolumeProgramUpToHalfACentAContract() {
        programs.announce(
                market,
                new Program(1, "v", Program.Type.VOLUME, listing, BEGIN, END, 1_000_000, null, null, null, false));
        quote(small, 1_000);
        engine.place(NewOrder.immediate(large, market, BookSide.BID, 4100, 10_000));
        engine.advanceTo(BEGIN + MINUTE);
        engine.place(NewOrder.immediate(large, market, BookSide.BID, 4100, 40_000));
        engine.advanceTo(END + 2 * MINUTE);
        assertThat(payouts()).containsExactly("small 2.00", "large 2.00");
    }

    @Test
    void whatIsTradedAfterTheEndCountsForTheNextProgramOnly() {
        announceVolume(1, BEGIN, END);
        announceVolume(2, END, END + 15 * MINUTE);
        quote(small, 1_000);
        engine.at(END - 1, () -> take(4100, 10_000));
        engine.at(END, () -> take(4100, 20_000));
        engine.at(END + 30 * SECOND, () -> take(4100, 20_000));
        engine.advanceTo(END + 17 * MINUTE);
        assertThat(payouts()).containsExactly("small 0.50", "large 0.50", "small 2.00", "large 2.00");
    }

    @Test
    void tradesAtTheEdgesEarnNothing() {
        announceVolume(1, BEGIN, END);
        for (int price : new int[] {200, 300, 9700, 9800}) {
            engine.at(BEGIN + price, () -> {
                place(small, BookSide.ASK, price, 100);
                take(price, 10_000);
            });
        }
        engine.advanceTo(END + 2 * MINUTE);
        assertThat(payouts()).containsExactly("small 1.00", "large 1.00");
    }

    @Test
    void aSmallPoolIsSharedByVolume() {
        programs.announce(
                market, new Program(1, "v", Program.Type.VOLUME, listing, BEGIN, END, 1_000, null, null, null, false));
        quote(small, 1_000);
        engine.at(BEGIN, () -> take(4100, 30_000));
        engine.at(
                BEGIN,
                () -> engine.place(
                        NewOrder.immediate(engine.admit("third", CASH), market, BookSide.BID, 4100, 10_000)));
        engine.advanceTo(END + 2 * MINUTE);
        assertThat(payouts()).containsExactly("small 0.05", "large 0.03", "third 0.01");
    }

    @Test
    void programsFollowEachOtherUntilTheMarketCloses() {
        programs.enter(market, listing);
        for (int minute = 0; minute < 60 * 24; minute++) {
            engine.advanceTo(START + minute * MINUTE);
            long now = engine.now();
            assertThat(programs.all().stream().filter(program -> program.start() <= now && now < program.end()))
                    .as("running at minute " + minute)
                    .hasSizeLessThanOrEqualTo(1);
        }
        assertThat(programs.all()).allMatch(program -> program.end() <= market.closes());
    }

    private void traded(Trade trade) {
        programs.traded(trade);
    }

    private void announceVolume(long number, long start, long end) {
        programs.announce(
                market,
                new Program(
                        number,
                        "v" + number,
                        Program.Type.VOLUME,
                        listing,
                        start,
                        end,
                        1_000_000,
                        null,
                        null,
                        null,
                        false));
    }

    private void take(int price, long quantity) {
        engine.place(NewOrder.immediate(large, market, BookSide.BID, price, quantity));
    }

    private void announce(@Nullable Long cap) {
        programs.announce(
                market,
                new Program(
                        1, "p", Program.Type.LIQUIDITY, listing, BEGIN, END, 1_000_000, 10_000L, 5_000, cap, false));
    }

    private void quote(Account account, int contracts) {
        place(account, BookSide.BID, 4000, contracts);
        place(account, BookSide.ASK, 4100, contracts);
    }

    private void place(Account account, BookSide side, int price, int contracts) {
        engine.place(NewOrder.limit(account, market, side, price, 100L * contracts));
    }

    private List<String> payouts() {
        return programs.payouts().stream()
                .map(payout -> payout.account() + " "
                        + BigDecimal.valueOf(payout.amount(), 6).setScale(2))
                .toList();
    }
}
