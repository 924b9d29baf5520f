package caravan.orders;

import static caravan.model.BookSide.ASK;
import static caravan.model.BookSide.BID;
import static org.assertj.core.api.Assertions.assertThat;

import caravan.model.BookSide;
import caravan.model.OrderRequest;
import caravan.model.OrderRequest.Amend;
import caravan.model.OrderRequest.Cancel;
import caravan.model.OrderRequest.Create;
import caravan.model.OrderRequest.Decrease;
import caravan.model.OrderRequest.Renew;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.model.Quote;
import caravan.model.RestingOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderDiffTest {
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final OrderDiff DIFF = new OrderDiff(Duration.ofSeconds(60));

    @Test
    void whatRestsAsWantedIsLeftAlone() {
        assertThat(diff(List.of(quote(BID, 40, 10)), List.of(order("a", BID, 40, 10, 50))))
                .isEmpty();
    }

    @Test
    void anotherPriceIsOneRequest() {
        assertThat(diff(List.of(quote(BID, 41, 10)), List.of(order("a", BID, 40, 10, 50))))
                .containsExactly("amend a to 0.4100 x 10.00");
    }

    @Test
    void fewerContractsKeepTheirPlace() {
        assertThat(diff(List.of(quote(BID, 40, 4)), List.of(order("a", BID, 40, 10, 50))))
                .containsExactly("decrease a to 4.00");
    }

    @Test
    void moreContractsGoToTheEndOfTheQueue() {
        assertThat(diff(List.of(quote(ASK, 40, 14)), List.of(order("a", ASK, 40, 10, 50))))
                .containsExactly("amend a to 0.4000 x 14.00");
    }

    @Test
    void nothingWantedCancelsAll() {
        assertThat(diff(List.of(), List.of(order("a", BID, 40, 10, 50), order("b", ASK, 45, 10, 50))))
                .containsExactly("cancel a", "cancel b");
    }

    @Test
    void nothingRestingCreatesAll() {
        assertThat(diff(List.of(quote(BID, 40, 10), quote(ASK, 45, 10)), List.of()))
                .containsExactly("create BID 0.4000 x 10.00", "create ASK 0.4500 x 10.00");
    }

    @Test
    void orderNearItsEndIsRenewed() {
        assertThat(diff(List.of(quote(BID, 40, 10)), List.of(order("a", BID, 40, 10, 19))))
                .containsExactly("renew a");
        assertThat(diff(List.of(quote(BID, 40, 10)), List.of(order("a", BID, 40, 10, 20))))
                .isEmpty();
    }

    @Test
    void secondOrderOnASideIsCanceledBeforeAnyIsMoved() {
        assertThat(diff(List.of(quote(BID, 42, 10)), List.of(order("a", BID, 40, 10, 50), order("b", BID, 39, 10, 50))))
                .containsExactly("cancel b", "amend a to 0.4200 x 10.00");
    }

    /** Both sides move up by five cents: the bid, moved first, would meet our own ask. */
    @Test
    void movesAwayComeBeforeMovesNearer() {
        assertThat(diff(
                        List.of(quote(BID, 45, 10), quote(ASK, 49, 10)),
                        List.of(order("bid", BID, 40, 10, 50), order("ask", ASK, 44, 10, 50))))
                .containsExactly("amend ask to 0.4900 x 10.00", "amend bid to 0.4500 x 10.00");
    }

    private static List<String> diff(List<Quote> wanted, List<RestingOrder> resting) {
        return DIFF.requests(wanted, resting, NOW).stream()
                .map(OrderDiffTest::text)
                .toList();
    }

    private static String text(OrderRequest request) {
        if (request instanceof Create create) {
            Quote quote = create.quote();
            return "create " + quote.side() + " " + quote.price() + " x " + quote.quantity();
        }
        if (request instanceof Amend amend) {
            return "amend " + amend.order().clientOrderId() + " to "
                    + amend.quote().price() + " x " + amend.quote().quantity();
        }
        if (request instanceof Decrease decrease) {
            return "decrease " + decrease.order().clientOrderId() + " to " + decrease.quantity();
        }
        if (request instanceof Renew renew) {
            return "renew " + renew.order().clientOrderId();
        }
        return "cancel " + ((Cancel) request).order().clientOrderId();
    }

    private static Quote quote(BookSide side, int cents, int contracts) {
        return new Quote("M", side, Price.ofCents(cents), Quantity.ofContracts(contracts), "test");
    }

    private static RestingOrder order(String id, BookSide side, int cents, int contracts, int secondsLeft) {
        return new RestingOrder(
                id,
                "M",
                side,
                Price.ofCents(cents),
                Quantity.ofContracts(contracts),
                NOW.minusSeconds(10),
                NOW.plusSeconds(secondsLeft));
    }
}
