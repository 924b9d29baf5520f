package caravan.fills;

import static caravan.fills.FillExamples.NOON;
import static caravan.fills.FillExamples.overRest;
import static org.assertj.core.api.Assertions.assertThat;

import caravan.model.Fill;
import caravan.model.FillNotice;
import caravan.model.FillNotice.Digest;
import caravan.model.FillNotice.OrderFilled;
import caravan.model.Money;
import caravan.model.Outcome;
import caravan.model.Quantity;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whatever comes in whatever order and however often: each fill is told about exactly once, and the sums are right. */
class FillTellingPropertyTest {
    private enum Event {
        SOCKET,
        REST,
        TELL,
        CATCH_UP
    }

    private record Step(Event event, int fill) {}

    private static final int FILLS = 12;
    private static final int ORDERS = 5;
    /** Those of three orders are a day old, so that digests happen. */
    private static final List<Fill> ALL = IntStream.range(0, FILLS)
            .mapToObj(i -> FillExamples.at(
                    i % ORDERS < 3 ? NOON.minusSeconds(86_400 - i) : NOON.minusSeconds(i),
                    "t" + i,
                    "o" + i % ORDERS,
                    i % ORDERS % 2 == 0 ? Outcome.YES : Outcome.NO,
                    "0." + (31 + i),
                    "1." + i % 10))
            .toList();

    private Path folder;
    private HikariDataSource database;
    private JdbcClient jdbc;

    @BeforeProperty
    void open() throws IOException {
        folder = Files.createTempDirectory("fills");
        database = Ledgers.open(folder);
        jdbc = JdbcClient.create(database);
    }

    @AfterProperty
    void close() throws IOException {
        database.close();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    @Property(tries = 300)
    void eachFillIsInExactlyOneNotificationAndTheSumsMatch(@ForAll("steps") List<Step> steps) {
        jdbc.sql("delete from fills").update();
        jdbc.sql("delete from notifications").update();
        InstantSource clock = InstantSource.fixed(NOON);
        FillLedger ledger = new FillLedger(database, clock, new SimpleMeterRegistry());
        FillTelling telling = new FillTelling(database, Duration.ofMinutes(15), 1, clock, new SimpleMeterRegistry());

        for (Step step : steps) {
            Fill fill = ALL.get(step.fill());
            switch (step.event()) {
                case SOCKET -> ledger.store(fill, "socket");
                case REST -> ledger.store(overRest(fill), "rest");
                case TELL -> telling.tell(fill.orderId());
                case CATCH_UP -> telling.catchUp();
            }
        }
        ALL.forEach(fill -> ledger.store(overRest(fill), "rest"));
        telling.catchUp().orders().forEach(telling::tell);

        List<OrderFilled> told = told();
        assertThat(told.stream().mapToInt(OrderFilled::fills).sum()).isEqualTo(FILLS);
        for (int i = 0; i < ORDERS; i++) {
            String order = "o" + i;
            List<Fill> fills =
                    ALL.stream().filter(fill -> fill.orderId().equals(order)).toList();
            List<OrderFilled> notices = told.stream()
                    .filter(notice -> notice.orderId().equals(order))
                    .toList();
            assertThat(sum(notices.stream().map(OrderFilled::quantity)))
                    .isEqualTo(sum(fills.stream().map(Fill::quantity)));
            assertThat(notices.stream().map(OrderFilled::total).reduce(Money.ZERO, Money::plus))
                    .isEqualTo(fills.stream()
                            .map(fill -> fill.tradedPrice().times(fill.quantity()))
                            .reduce(Money.ZERO, Money::plus));
        }
        assertThat(jdbc.sql("select count(*) from notifications")
                        .query(Long.class)
                        .single())
                .as("a notification for nothing")
                .isEqualTo(jdbc.sql("select count(distinct notification_id) from fills")
                        .query(Long.class)
                        .single());
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Event> events = Arbitraries.frequency(
                Tuple.of(4, Event.SOCKET),
                Tuple.of(3, Event.REST),
                Tuple.of(2, Event.TELL),
                Tuple.of(1, Event.CATCH_UP));
        return Combinators.combine(events, Arbitraries.integers().between(0, FILLS - 1))
                .as(Step::new)
                .list()
                .ofMaxSize(40);
    }

    private List<OrderFilled> told() {
        FillNotices notices = new FillNotices(database);
        return jdbc
                .sql("select notification_id from notifications order by notification_id")
                .query(Long.class)
                .list()
                .stream()
                .map(notices::of)
                .flatMap(FillTellingPropertyTest::orders)
                .toList();
    }

    private static Stream<OrderFilled> orders(FillNotice notice) {
        return notice instanceof Digest digest ? digest.orders().stream() : Stream.of((OrderFilled) notice);
    }

    private static Quantity sum(Stream<Quantity> quantities) {
        return quantities.reduce(Quantity.ZERO, Quantity::plus);
    }
}
