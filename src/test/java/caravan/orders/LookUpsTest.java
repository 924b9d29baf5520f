package caravan.orders;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.fills.Ledgers;
import caravan.model.Approved;
import caravan.model.BookSide;
import caravan.model.OrderReceipt;
import caravan.model.OrderRequest;
import caravan.model.OrderUpdate;
import caravan.model.OrderUpdates;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.model.Quote;
import caravan.model.RestingOrder;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An order of 10 contracts until 12:01 that the exchange says it does not know, rightly or not. */
class LookUpsTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Instant EXPIRATION = NOON.plusSeconds(60);
    private static final Duration SURELY_OVER = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    private Instant now = NOON;
    private final InstantSource clock = () -> now;
    private final OrderIndex index = new OrderIndex();
    private final Answers answers = new Answers(index);
    private HikariDataSource ledger;
    private OwnOrders orders;
    private OrderEntry entry;
    private LookUps lookUps;

    @BeforeEach
    void place() {
        ledger = Ledgers.open(folder);
        ClientOrderIds ids = new ClientOrderIds(ledger, "this");
        orders = new OwnOrders(index, ids);
        entry = new OrderEntry(index, ids);
        lookUps = new LookUps(index, orders, clock);
        String id = submit(new OrderRequest.Create(quote(42, 10)), EXPIRATION);
        answers.accepted(id, new OrderReceipt.Placed("o-1", id, Quantity.ZERO, contracts(10), null, null, null));
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    /** It may rest for as long as the amendment gave it; after that nothing else would end the wait of its market. */
    @Test
    void anAmendmentWithoutAnAnswerEndsWithItsOrder() {
        Instant amended = EXPIRATION.plusSeconds(60);
        String amendment = submit(new OrderRequest.Amend(resting(), quote(43, 12)), amended);
        answers.unknown(amendment, "no answer", NOON);

        now = EXPIRATION.plus(SURELY_OVER).plusMillis(1);
        missing();
        assertThat(orders.in("M")).hasSize(2);
        assertThat(orders.unknown()).isEqualTo(1);

        now = amended.plus(SURELY_OVER).plusMillis(1);
        missing();
        assertThat(orders.in("M")).isEmpty();
        assertThat(orders.unknown()).isZero();
        assertThat(new Obstacles(index, clock).in("M")).isEmpty();
        assertThat(index.outcomes())
                .last()
                .isEqualTo(new Changes.Outcome(amendment, "rejected", "the exchange does not know the order any more"));
    }

    @Test
    void anAmendmentWithoutAnAnswerEndsAlsoWhereTheEndOfItsOrderWasTold() {
        answers.unknown(submit(new OrderRequest.Amend(resting(), quote(43, 12)), EXPIRATION), "no answer", NOON);
        orders.update(update(OrderUpdate.Status.CANCELED, 0));

        now = EXPIRATION.plus(SURELY_OVER).plusMillis(1);
        missing();
        assertThat(orders.unknown()).isZero();
    }

    /** What the stream did not tell is known only when fills were read back. */
    @Test
    void anOrderCountsUntilFillsWereReadBackSinceItExpired() {
        now = EXPIRATION.plus(SURELY_OVER).plusSeconds(60);
        lookUps.missing("o-1", EXPIRATION.plus(SURELY_OVER));
        assertThat(orders.in("M")).extracting(RestingOrder::quantity).containsExactly(contracts(10));
        lookUps.missing("o-1", EXPIRATION.plus(SURELY_OVER).plusMillis(1));
        assertThat(orders.in("M")).isEmpty();
    }

    /** Who has everything canceled must reach it; to be changed it waits until a second look agrees. */
    @Test
    void anOrderThatRestsAfterAllIsLiveAgain() {
        String cancel = submit(new OrderRequest.Cancel(resting()), EXPIRATION);
        answers.rejected(cancel, "not found", true);
        Cancels cancels = new Cancels(index);
        Obstacles obstacles = new Obstacles(index, clock);
        assertThat(cancels.possible(ticker -> true)).isEmpty();

        look();
        assertThat(cancels.possible(ticker -> true)).hasSize(1);
        assertThat(obstacles.in("M")).isPresent();
        look();
        assertThat(obstacles.in("M")).isEmpty();
        assertThat(obstacles.changeable("M")).extracting(RestingOrder::quantity).containsExactly(contracts(10));
        assertThat(lookUps.doubts()).isEmpty();
    }

    private void look() {
        now = now.plusSeconds(3);
        assertThat(lookUps.doubts()).containsExactly("o-1");
        lookUps.lookedUp(update(OrderUpdate.Status.RESTING, 10));
    }

    private void missing() {
        assertThat(lookUps.doubts()).containsExactly("o-1");
        lookUps.missing("o-1", now);
    }

    private RestingOrder resting() {
        return orders.in("M").get(0);
    }

    private String submit(OrderRequest request, Instant expiration) {
        Sent sent =
                entry.prepare(new Approved(request, 1, expiration, NOON), null).orElseThrow();
        entry.submitted(sent);
        return sent.requestId();
    }

    private static OrderUpdate update(OrderUpdate.Status status, int remaining) {
        return OrderUpdates.bid("o-1", null, "M", status, 42, 10, 0, remaining, NOON);
    }

    private static Quote quote(int cents, int contracts) {
        return new Quote("M", BookSide.BID, Price.ofCents(cents), contracts(contracts), "test");
    }

    private static Quantity contracts(int contracts) {
        return Quantity.ofContracts(contracts);
    }
}
