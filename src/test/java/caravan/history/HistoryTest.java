package caravan.history;

import static caravan.history.RecordedData.after;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryTest extends RecordedDataTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private History history;

    @BeforeEach
    void ask() {
        history = data.history();
    }

    @Test
    void listsTheNewestRowsInTheOrderOfTime() throws IOException {
        for (int second = 0; second < 10; second++) {
            data.ticker(second, "KXA", "0.1" + second);
        }
        assertThat(values(list("tickers", "limit", "3"), "bid_price_dollars"))
                .containsExactly("0.1700", "0.1800", "0.1900");
    }

    @Test
    void listsOneMarketWithinAStretchOfTime() throws IOException {
        data.ticker(1, "KXA", "0.11");
        data.ticker(2, "KXB", "0.12");
        data.ticker(3, "KXA", "0.13");
        data.ticker(4, "KXA", "0.14");
        assertThat(values(
                        list("tickers", "ticker", "KXA", "since", after(2).toString(), "until", after(4).toString()),
                        "bid_price_dollars"))
                .containsExactly("0.1300");
        assertThat(values(list("tickers", "since", "59m57s"), "bid_price_dollars"))
                .containsExactly("0.1300", "0.1400");
    }

    @Test
    void namesColumnsAndWritesDecimalsAsText() throws IOException {
        data.ticker(1, "KXA", "0.5");
        JsonNode list = list("tickers");
        assertThat(list.path("columns").path(2).toString())
                .isEqualTo("{\"name\":\"bid_price_dollars\",\"type\":\"decimal\"}");
        JsonNode row = list.path("rows").path(0);
        assertThat(row.path("received_time").asText()).isEqualTo("2026-11-20T15:00:01Z");
        assertThat(row.path("bid_price_dollars").asText()).isEqualTo("0.5000");
        assertThat(row.path("ask_price_dollars").isNull()).isTrue();
        assertThat(row.path("connection_id").isIntegralNumber()).isTrue();
    }

    @Test
    void profitAndLossIsSummedUpByMarketEventOrDay() throws IOException {
        data.pnl(0, "KXA-1", "1.250000", 2);
        data.pnl(1, "KXA-1", "-0.250001", 1);
        data.pnl(1, "KXA-2", "3", 4);
        assertThat(values(list("pnl"), "total_dollars")).containsExactly("1.250000", "-0.250001", "3.000000");
        JsonNode markets = list("pnl", "by", "market");
        assertThat(values(markets, "ticker")).containsExactly("KXA-1", "KXA-2");
        assertThat(values(markets, "total_dollars")).containsExactly("0.999999", "3.000000");
        assertThat(values(markets, "fills")).containsExactly("3", "4");
        assertThat(values(list("pnl", "by", "event"), "total_dollars")).containsExactly("3.999999");
        assertThat(values(list("pnl", "by", "day"), "total_dollars")).containsExactly("1.250000", "2.749999");
        assertThat(values(list("pnl", "by", "day", "limit", "1"), "total_dollars"))
                .containsExactly("2.749999");
        assertThat(values(list("pnl", "by", "market", "since", "2026-11-21", "ticker", "KXA-1"), "total_dollars"))
                .containsExactly("-0.250001");
        assertThat(text(ask("pnl", "by", "day", "format", "csv"))).contains("1.250000");
        assertThat(text(ask("pnl", "by", "market", "format", "parquet"))).startsWith("PAR1");
        assertThatExceptionOfType(BadQueryException.class)
                .isThrownBy(() -> list("pnl", "by", "week"))
                .withMessage("by: expected market, event or day, for pnl alone; found 'week' for pnl");
        assertThatExceptionOfType(BadQueryException.class).isThrownBy(() -> list("fills", "by", "day"));
    }

    @Test
    void fillsComeFromTheLedger() throws IOException {
        data.fill(1, "KXA", "t1");
        assertThat(list("fills").path("rows").path(0).path("fee_dollars").asText())
                .isEqualTo("0.000001");
    }

    @Test
    void everySubjectCanBeListed() throws IOException {
        for (String subject : Subjects.descriptions().keySet()) {
            assertThat(list(subject).path("rows").size()).as(subject).isZero();
        }
    }

    @Test
    void everyColumnOfEveryTableOfMarketDataCanBeListed() {
        Map<String, Set<String>> listed = new TreeMap<>();
        Subjects.descriptions().keySet().stream()
                .map(Subjects::named)
                .filter(subject -> !subject.inLedger())
                .forEach(subject -> listed.put(subject.table(), new TreeSet<>(subject.columns())));
        Map<String, Set<String>> there = data.marketDataColumns();
        assertThat(there).containsAllEntriesOf(listed);
        there.values().removeIf(columns -> !columns.contains("connection_id"));
        assertThat(listed.keySet()).containsAll(there.keySet());
    }

    @Test
    void tickerOfAnIndexIsItsName() throws IOException {
        data.index(1, "BRTI", "91000.25");
        data.index(2, "ETHUSD_RTI", "3000.5");
        assertThat(values(list("index-values", "ticker", "BRTI"), "index_value"))
                .containsExactly("91000.2500000000");
    }

    @Test
    void tickerOfWhatIsAboutNoMarketIsRefused() {
        assertThatExceptionOfType(BadQueryException.class)
                .isThrownBy(() -> ask("control-replies", "ticker", "KXA"))
                .withMessage("ticker: expected none, for rows of control-replies are about no market; found 'KXA'");
    }

    @Test
    void csvQuotesWhatNeedsItAndDisarmsFormulas() throws IOException {
        data.quarantined(1, "a \"quoted\", text\nof two lines");
        data.quarantined(2, "=cmd|' /C calc'!A0");
        String csv = text(ask("quarantine", "format", "csv"));
        assertThat(csv)
                .startsWith("received_time,type,ticker,reason,frame_text,")
                .contains("\"a \"\"quoted\"\", text\nof two lines\"", ",'=cmd|' /C calc'!A0,")
                .contains("2026-11-20T15:00:01Z,,,not JSON,");
    }

    @Test
    void parquetKeepsDecimalsAndTimes() throws Exception {
        data.trade(1.123456, "KXA", "t1", "0.5625");
        data.trade(2, "KXA", "t2", "0.99");
        Path file = folder.resolve("trades.parquet");
        try (InputStream parquet = ask("trades", "format", "parquet").content()) {
            Files.copy(parquet, file);
        }
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                ResultSet rows = duckdb.createStatement()
                        .executeQuery(
                                "select price_dollars, typeof(price_dollars), exchange_time, typeof(exchange_time),"
                                        + " quantity_contracts, block_trade, typeof(sequence) from '" + file
                                        + "' order by exchange_time")) {
            rows.next();
            assertThat(rows.getBigDecimal(1)).isEqualByComparingTo("0.5625");
            assertThat(rows.getString(2)).isEqualTo("DECIMAL(18,4)");
            assertThat(rows.getObject(3, OffsetDateTime.class).toInstant()).isEqualTo(after(1.123456));
            assertThat(rows.getString(4)).isEqualTo("TIMESTAMP WITH TIME ZONE");
            assertThat(rows.getBigDecimal(5)).isEqualByComparingTo("3.25");
            assertThat(rows.getBoolean(6)).isFalse();
            assertThat(rows.getString(7)).isEqualTo("BIGINT");
            rows.next();
            assertThat(rows.getBigDecimal(1)).isEqualByComparingTo("0.99");
            assertThat(rows.next()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "csv", "parquet"})
    void nothingIsLeftBehind(String format) throws IOException {
        data.ticker(1, "KXA", "0.5");
        ask("tickers", "format", format).content().close();
        try (Stream<Path> files = Files.list(folder.resolve("lists"))) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void tradeThatCameBothWaysIsShownOnce() throws IOException {
        data.trade(1, "KXA", "t1", "0.5");
        data.tradeFromRest(1, 1, "KXA", "t1");
        data.tradeFromRest(2, 2, "KXA", "t2");
        assertThat(values(list("trades"), "trade_id")).containsExactly("t1", "t2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "limit | 0 | limit: expected 1 to 10000000 rows, found '0'",
                "limit | 99999999 | limit: expected 1 to 10000000 rows, found '99999999'",
                "since | yesterday | since: expected a duration such as 2h or a time such as 2026-11-20T15:04:05Z, found 'yesterday'",
                "since | 2026-13-01 | since: expected a duration such as 2h or a time such as 2026-11-20T15:04:05Z, found '2026-13-01'",
                "until | 999999999d | until: expected a duration such as 2h or a time such as 2026-11-20T15:04:05Z, found '999999999d'",
                "format | xml | format: expected one of json, csv, parquet, found 'xml'",
                "tikcer | KXA | expected no parameters but limit, since, ticker, until, found 'tikcer'"
            })
    void whatCannotBeAskedIsRefused(String name, String value, String message) {
        assertThatExceptionOfType(BadQueryException.class)
                .isThrownBy(() -> ask("tickers", name, value))
                .withMessage(message);
    }

    @Test
    void sinceAfterUntilIsRefused() {
        assertThatExceptionOfType(BadQueryException.class)
                .isThrownBy(() -> ask("tickers", "since", "1h", "until", "2h"))
                .withMessage("expected since before until, found since 1h and until 2h");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "' or 1=1 --",
                "KXA'; drop table tickers; --",
                "\\",
                "%",
                "KXA\" or \"\"=\"",
                "<script>alert(1)</script>",
                "${env:HOME}"
            })
    void tickerIsDataAndNeverSql(String ticker) throws IOException {
        data.ticker(1, "KXA", "0.5");
        assertThat(list("tickers", "ticker", ticker).path("rows")).isEmpty();
        assertThat(list("tickers").path("rows")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tickers; drop table fills", "recorded_environment", "information_schema.tables", ""})
    void onlyKnownSubjectsAreListed(String subject) {
        assertThatExceptionOfType(BadQueryException.class)
                .isThrownBy(() -> ask(subject))
                .withMessageStartingWith("expected one of book, candles, cash-movements, communications, ");
    }

    @Test
    void neighboursAreOffered() {
        for (String ticker : List.of("KXA-1", "KXA-2", "KXB-1", "KXC-1", "KXD-1")) {
            data.ticker(1, ticker, "0.5");
        }
        assertThat(data.neighbours().of(Map.of("ticker", "kxb-2")))
                .isEqualTo(new Neighbours.Found(false, List.of("KXA-1", "KXA-2", "KXB-1", "KXC-1", "KXD-1")));
        assertThat(data.neighbours().of(Map.of("ticker", "KXB-1")).known()).isTrue();
    }

    private Listing ask(String subject, String... parameters) {
        Map<String, String> all = new HashMap<>();
        all.put("subject", subject);
        for (int i = 0; i < parameters.length; i += 2) {
            all.put(parameters[i], parameters[i + 1]);
        }
        return history.list(all);
    }

    private JsonNode list(String subject, String... parameters) throws IOException {
        return JSON.readTree(text(ask(subject, parameters)));
    }

    private static String text(Listing listing) throws IOException {
        try (InputStream content = listing.content()) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<String> values(JsonNode list, String column) {
        return list.path("rows").findValuesAsText(column);
    }
}
