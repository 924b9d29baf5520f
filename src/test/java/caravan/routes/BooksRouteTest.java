package caravan.routes;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.BookUpdates;
import caravan.books.OrderBooks;
import caravan.kalshi.KalshiComponent;
import caravan.kalshi.KalshiConstants;
import caravan.kalshi.auth.RequestSigner;
import caravan.kalshi.auth.SigningKey;
import caravan.kalshi.auth.TestKeys;
import caravan.model.BookSide;
import caravan.model.BookState;
import caravan.model.BookUpdate;
import caravan.model.BookUpdate.Level;
import caravan.model.ConnectionEvent;
import caravan.model.Frame;
import caravan.model.Gap;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.model.StreamCommand.RequestSnapshots;
import caravan.model.StreamMessage;
import caravan.model.TopOfBook;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.camel.BindToRegistry;
import org.apache.camel.EndpointInject;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.main.junit5.CamelMainTest;
import org.junit.jupiter.api.Test;

@CamelMainTest(
        properties = {
            "camel.main.routes-include-pattern=file:routes/books.camel.yaml",
            "books.queue-size=100",
            "books.audit-interval=1h"
        },
        mockEndpointsAndSkip = "seda:top-of-book.*|direct:record-gap.*|direct:request-snapshot.*")
class BooksRouteTest {
    private static final int MANY = 10_000;

    @BindToRegistry("books")
    private final OrderBooks books = new OrderBooks(InstantSource.system(), new SimpleMeterRegistry());

    @BindToRegistry("bookUpdates")
    private final BookUpdates updates = new BookUpdates(books);

    /** The exchange over REST, which nobody asks here. */
    @BindToRegistry("kalshi")
    private final KalshiComponent kalshi = unreachable();

    @EndpointInject("mock:seda:top-of-book")
    private MockEndpoint tops;

    @EndpointInject("mock:direct:record-gap")
    private MockEndpoint gaps;

    @EndpointInject("mock:direct:request-snapshot")
    private MockEndpoint requests;

    @EndpointInject("seda:book-updates?size=100&blockWhenFull=true")
    private ProducerTemplate stream;

    @Test
    void everyChangeOfTheTopIsTold() throws Exception {
        tops.expectedMessageCount(2);
        snapshot("A", 1);
        delta("A", 2, 54, 1);
        delta("A", 3, 55, 1);
        tops.assertIsSatisfied();
        assertThat(tops.getExchanges())
                .allSatisfy(exchange ->
                        assertThat(exchange.getMessage().getHeaders()).isEmpty());
        assertThat(bodies(tops, TopOfBook.class).get(1).bidQuantity()).isEqualTo(Quantity.ofContracts(11));
    }

    @Test
    void lostUpdateAsksForASnapshot() throws Exception {
        requests.expectedBodiesReceived(new RequestSnapshots(List.of("A")));
        gaps.expectedMessageCount(2);
        snapshot("A", 1);
        delta("A", 3, 55, 1);
        requests.assertIsSatisfied();
        assertThat(books.book("A").orElseThrow().state()).isEqualTo(BookState.SUSPECT);
        snapshot("A", 4);
        gaps.assertIsSatisfied();
        List<Gap> told = bodies(gaps, Gap.class);
        assertThat(told.get(0).closedTime()).isNull();
        assertThat(told.get(1).closedTime()).isNotNull();
    }

    @Test
    void theEndOfTheConnectionIsTold() throws Exception {
        tops.expectedMessageCount(2);
        snapshot("A", 1);
        stream.sendBody(new ConnectionEvent.Closed("market-data", "cut"));
        tops.assertIsSatisfied();
        assertThat(bodies(tops, TopOfBook.class).get(1).state()).isEqualTo(BookState.STALE);
    }

    /** A second of the liveliest market, through a queue that is always full. */
    @Test
    void aBurstKeepsItsOrder() throws Exception {
        tops.expectedMessageCount(MANY + 1);
        snapshot("A", 1);
        for (int i = 0; i < MANY; i++) {
            delta("A", i + 2L, 55, 1);
        }
        tops.assertIsSatisfied();
        assertThat(bodies(tops, TopOfBook.class))
                .extracting(
                        top -> top.bidQuantity() == null ? 0 : top.bidQuantity().units() / 100)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(10, MANY + 10).boxed().toList());
        assertThat(gaps.getExchanges()).isEmpty();
    }

    private static KalshiComponent unreachable() {
        KalshiComponent kalshi = new KalshiComponent();
        kalshi.setRestUrl("http://127.0.0.1:1");
        kalshi.setSigner(new RequestSigner(
                "9d3e0f0e-0000-4000-8000-4b1f6c0f4d2a",
                SigningKey.fromPem(TestKeys.pkcs8(TestKeys.RSA)),
                InstantSource.system()));
        return kalshi;
    }

    private void snapshot(String ticker, long sequence) {
        List<Level> levels = List.of(new Level(BookSide.BID, Price.ofCents(55), Quantity.ofContracts(10)));
        send(new BookUpdate.Snapshot(ticker, 1, sequence, levels), sequence);
    }

    private void delta(String ticker, long sequence, int cents, int contracts) {
        send(
                new BookUpdate.Delta(
                        ticker,
                        1,
                        sequence,
                        BookSide.BID,
                        Price.ofCents(cents),
                        Quantity.ofContracts(contracts),
                        null,
                        null),
                sequence);
    }

    private void send(StreamMessage message, long sequence) {
        Frame frame =
                new Frame("market-data", 1, sequence, Instant.EPOCH, "type", 1, sequence, true, "text " + sequence);
        stream.sendBodyAndHeaders(message, Map.of(KalshiConstants.FRAME, frame, KalshiConstants.TYPE, "type"));
    }

    private static <T> List<T> bodies(MockEndpoint mock, Class<T> type) {
        List<T> bodies = new ArrayList<>();
        for (Exchange exchange : mock.getExchanges()) {
            bodies.add(type.cast(exchange.getMessage().getBody()));
        }
        return bodies;
    }
}
