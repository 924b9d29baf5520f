package caravan.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.model.Frame;
import caravan.recording.Stretch.Place;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Batches of all sizes, straight to the routes that store them. */
class RowsAnInsertTest extends RecordedTablesTest {
    private static final String COLUMNS = "insert into orderbook_deltas (connection_id, frame_number, subscription,"
            + " sequence, received_time, exchange_time, ticker, book_side, price_dollars, change_contracts,"
            + " client_order_id) ";
    private static final String OPTIONS = "?batch=true&dataSource=#marketData&prepareStatementStrategy=#rowParameters";

    private final Stretch stretch = Stretch.begin(1, null);

    @Test
    void batchOfAnySizeIsStoredWhole() throws Exception {
        int stored = 0;
        for (int size : new int[] {1, 2, 19, 20, 21, 23, 40, 47, 500}) {
            store(frames(stored + 1, stored + size));
            stored += size;
            assertThat(rows("orderbook_deltas")).isEqualTo(stored);
        }
        assertThat(recorder.count("recording.rows")).isEqualTo(stored);
    }

    @Test
    void rowsThatAreThereAlreadyStayAsTheyAreAndTheirNeighborsAreStored() throws Exception {
        store(frames(5, 14));
        store(frames(1, 40));
        Batch twice = batch(frames(38, 60));
        frames(31, 47).forEach(frame -> add(twice, "OTHER", frame));
        StoreQueues.store(twice, recorder.camel.createProducerTemplate());
        assertThat(rows("orderbook_deltas")).isEqualTo(60);
        assertThat(sql.queryForList("select distinct ticker from orderbook_deltas", String.class))
                .containsExactly("FED");
        assertThat(recorder.count("recording.quarantined")).isZero();
    }

    @Test
    void refusedRowsOfABatchGoToTheQuarantineAlone() throws Exception {
        Batch batch = batch(frames(1, 9));
        add(batch, "X".repeat(129), 10);
        frames(11, 29).forEach(frame -> add(batch, "FED", frame));
        add(batch, "X".repeat(129), 30);
        frames(31, 40).forEach(frame -> add(batch, "FED", frame));
        StoreQueues.store(batch, recorder.camel.createProducerTemplate());
        assertThat(rows("orderbook_deltas")).isEqualTo(38);
        assertThat(sql.queryForList("select frame_number from quarantine order by frame_number", Long.class))
                .containsExactly(10L, 30L);
    }

    @Test
    void insertWithMoreThanPlaceholdersIsLeftAsItIs() {
        send(COLUMNS + "values (#, #, #, #, #, #, lower(#), #, #, #, #)", batch(frames(1, 40)));
        assertThat(sql.queryForList("select ticker, count(*) as n from orderbook_deltas group by ticker"))
                .singleElement()
                .isEqualTo(Map.of("ticker", "fed", "n", 40L));
    }

    @Test
    void insertWithAPlaceholderTooManySaysSo() {
        Batch batch = batch(frames(1, 40));
        assertThatThrownBy(() -> send(COLUMNS + "values (#, #, #, #, #, #, #, #, #, #, # || #)", batch))
                .hasStackTraceContaining("the insert into orderbook_deltas must have 11 placeholders, has 12");
        assertThat(rows("orderbook_deltas")).isZero();
    }

    private void send(String insert, Batch batch) {
        recorder.camel.createProducerTemplate().sendBody("sql:" + insert + OPTIONS, batch);
    }

    private void store(List<Integer> frames) throws Exception {
        StoreQueues.store(batch(frames), recorder.camel.createProducerTemplate());
    }

    private Batch batch(List<Integer> frames) {
        Batch batch = Batch.empty("orderbook_deltas");
        frames.forEach(frame -> add(batch, "FED", frame));
        return batch;
    }

    private void add(Batch batch, String ticker, int number) {
        Frame frame = Recorder.frame(42, number, "orderbook_delta", number, Recorder.delta(ticker, number));
        batch.add(new Row("orderbook_deltas", Recorder.delta(ticker, number), frame), new Place(stretch, number));
    }

    private static List<Integer> frames(int first, int last) {
        return IntStream.rangeClosed(first, last).boxed().toList();
    }
}
