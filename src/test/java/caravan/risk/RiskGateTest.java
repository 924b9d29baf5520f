package caravan.risk;

import static caravan.model.BookSide.ASK;
import static caravan.model.BookSide.BID;
import static org.assertj.core.api.Assertions.assertThat;

import caravan.model.BookSide;
import caravan.model.OrderRequest;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.model.Quote;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RiskGateTest {
    private final Standings standings = new Standings();
    private Duration life = Duration.ofSeconds(60);

    @Test
    void twoOrdersThatFitOnlyAloneAreNotBothApproved() {
        RiskGate gate = gate(new MaxPosition(Quantity.ofContracts(15)));
        Decision first = decide(gate, create(BID, 10));
        assertThat(first.approved()).isPresent();
        Decision second = decide(gate, create(BID, 10));
        assertThat(second.approved()).isEmpty();
        assertThat(second.denials())
                .containsExactly(
                        Verdict.denies("max-position", "position could reach 20.00 contracts, limit is 15.00"));
        gate.settled(first.approved().orElseThrow());
        assertThat(decide(gate, create(BID, 10)).approved()).isPresent();
    }

    @Test
    void manyAtOnceNeverPassTheLimit() throws Exception {
        RiskGate gate = gate(new MaxPosition(Quantity.ofContracts(50)));
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            long approved = threads
                    .invokeAll(IntStream.range(0, 200)
                            .<Callable<Decision>>mapToObj(i -> () -> decide(gate, create(BID, 10)))
                            .toList())
                    .stream()
                    .filter(RiskGateTest::isApproved)
                    .count();
            assertThat(approved).isEqualTo(5);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void whatTakesBackIsNeverHeldUp() {
        standings.own(BID, 40, 10);
        standings.unreconciled = "not compared";
        RiskGate gate = gate(new Reconciled(), new MaxPosition(Quantity.ZERO));
        assertThat(decide(gate, new OrderRequest.Cancel(standings.orders.get(0)))
                        .approved())
                .isPresent();
    }

    /** Whatever is wrong with who knows the account: what rests can be canceled. */
    @Test
    void whatTakesBackAsksNobodyWhereWeStand() {
        standings.own(BID, 40, 10);
        RiskGate gate = new RiskGate(
                List.of(),
                tickers -> {
                    throw new IllegalStateException("nobody knows");
                },
                new Reservations(),
                approved -> {},
                () -> life,
                () -> Standings.NOW);
        assertThat(decide(gate, new OrderRequest.Cancel(standings.orders.get(0)))
                        .approved())
                .isPresent();
    }

    @Test
    void anOrderRestsAsLongAsIsSetNow() {
        RiskGate gate = gate();
        life = Duration.ofSeconds(20);
        assertThat(decide(gate, create(BID, 1)).approved())
                .hasValueSatisfying(
                        approved -> assertThat(approved.expiration()).isEqualTo(Standings.NOW.plusSeconds(20)));
    }

    @Test
    void whatOnlyMakesAPositionSmallerPassesLimitsOfSize() {
        standings.position = 100;
        RiskGate gate = gate(new MaxPosition(Quantity.ofContracts(20)));
        assertThat(decide(gate, create(ASK, 50)).approved()).isPresent();
        assertThat(decide(gate, create(ASK, 51)).approved()).isEmpty();
        assertThat(decide(gate, create(BID, 1)).approved()).isEmpty();
    }

    @Test
    void checkThatFailsHasNotPassed() {
        RiskGate gate = gate(new RiskCheck() {
            @Override
            public String name() {
                return "broken";
            }

            @Override
            public Verdict check(Proposal proposal) {
                throw new IllegalStateException("no such thing");
            }
        });
        assertThat(decide(gate, create(BID, 1)).denials())
                .containsExactly(Verdict.denies("broken", "the check failed: no such thing"));
    }

    private static boolean isApproved(Future<Decision> decision) {
        try {
            return decision.get().approved().isPresent();
        } catch (InterruptedException | ExecutionException failed) {
            throw new AssertionError(failed);
        }
    }

    private RiskGate gate(RiskCheck... checks) {
        return new RiskGate(
                List.of(checks),
                tickers -> standings.account(),
                new Reservations(),
                approved -> {},
                () -> life,
                () -> Standings.NOW);
    }

    private static Decision decide(RiskGate gate, OrderRequest request) {
        return gate.decide(List.of(request)).get(0);
    }

    private static OrderRequest create(BookSide side, int contracts) {
        return new OrderRequest.Create(
                new Quote("M", side, Price.ofCents(side == BID ? 40 : 45), Quantity.ofContracts(contracts), "test"));
    }
}
