package caravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.cli.call.Shell;
import caravan.history.RecordedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command where no process runs, on a real database. */
class HistoryCommandTest {
    private static final String TICKER = "KXHIGHNY-26NOV21-B55.5";

    @TempDir
    private Path directory;

    private Shell shell;

    @BeforeEach
    void record() throws IOException {
        shell = new Shell(directory);
        try (RecordedData data = new RecordedData(Files.createDirectories(directory.resolve("data/sandbox")))) {
            data.ticker(1, TICKER, "0.25");
            data.ticker(2, TICKER, "0.26");
            data.trade(3, TICKER, "8f1c", "0.2600");
            data.snapshot(
                    1,
                    1,
                    4,
                    TICKER,
                    "{\"bid\":[[\"0.2500\",\"120.00\"]],\"ask\":[[\"0.2700\",\"7.50\"],[\"0.2800\",\"1.00\"]]}");
            data.reply(1, 2, 6);
        }
    }

    @Test
    void wideTerminalShowsWholeTimesAndManyColumns() {
        shell.with("COLUMNS", "200");
        assertThat(shell.run("history", "tickers")).isZero();
        assertThat(shell.out().lines().map(String::stripTrailing))
                .containsExactly(
                        "received time            ticker                  bid price  volume  subscription  connection id  frame"
                                + " number",
                        "2026-11-20 15:00:01.000  KXHIGHNY-26NOV21-B55.5     0.2500   12.50             1              1  "
                                + "           1",
                        "2026-11-20 15:00:02.000  KXHIGHNY-26NOV21-B55.5     0.2600   12.50             1              1  "
                                + "           2",
                        "",
                        "2 rows; 9 more columns with --format csv or a wider terminal");
    }

    @Test
    void narrowTerminalShowsWhatTellsMost() {
        shell.with("COLUMNS", "44");
        assertThat(shell.run("history", "tickers", "--ticker", TICKER, "--limit", "1"))
                .isZero();
        assertThat(shell.out().lines())
                .contains("received time   bid price  volume", "11-20 15:00:02     0.2600   12.50")
                .allMatch(line -> line.length() <= 44 || line.startsWith(TICKER));
    }

    @Test
    void pipeGetsEveryColumn() {
        shell.with("COLUMNS", "");
        assertThat(shell.run("history", "trades", "--format", "csv")).isZero();
        assertThat(shell.out()).isEqualToNormalizingNewlines("""
                        exchange_time,ticker,price_dollars,quantity_contracts,taker_side,block_trade,trade_id,received_time,\
                        subscription,sequence,connection_id,frame_number
                        2026-11-20T15:00:03Z,KXHIGHNY-26NOV21-B55.5,0.2600,3.25,bid,false,8f1c,2026-11-20T15:00:03Z,1,1,1,3
                        """);
    }

    @Test
    void fileGetsTheList() throws IOException {
        Path file = directory.resolve("trades.parquet");
        assertThat(shell.run("history", "trades", "--format", "parquet", "--output", file.toString()))
                .isZero();
        assertThat(Files.readAllBytes(file)).startsWith('P', 'A', 'R', '1');
        assertThat(shell.out()).isEmpty();
    }

    @Test
    void bookIsDrawnWithTheBestPricesTogether() {
        assertThat(shell.run("history", "book", "--ticker", TICKER, "--at", "2026-11-20T15:00:05Z"))
                .isZero();
        assertThat(shell.out()).isEqualToNormalizingNewlines("""
                        KXHIGHNY-26NOV21-B55.5  VALID
                        last update 2026-11-20T15:00:04Z, number 1

                                   bid   price             ask
                                         0.2800           1.00
                                         0.2700           7.50
                                120.00   0.2500
                        """);
    }

    @Test
    void bookOfAnotherTimeIsStaleAndSaysWhy() {
        assertThat(shell.run("history", "book", "--ticker", TICKER, "--at", "2026-11-20T17:00:00Z", "--depth", "1"))
                .isZero();
        assertThat(shell.out())
                .contains(
                        "STALE",
                        "because nothing was heard on its connection after 2026-11-20T15:00:06Z",
                        "and 1 more levels; --depth shows them");
    }

    @Test
    void nothingFoundEndsWithOneAndOffersNeighbours() {
        assertThat(shell.run("history", "trades", "--ticker", "KXHIGHNY-26NOV21-B55"))
                .isEqualTo(1);
        assertThat(shell.err().strip())
                .isEqualTo(
                        "nothing found in trades of KXHIGHNY-26NOV21-B55; nothing at all was recorded of that ticker,"
                                + " but of KXHIGHNY-26NOV21-B55.5");
        assertThat(shell.run("history", "index-values", "--ticker", "BRTI")).isEqualTo(1);
        assertThat(shell.err().strip()).isEqualTo("nothing found in index-values of BRTI");
        assertThat(shell.run("history", "book", "--ticker", TICKER, "--at", "2026-11-20T15:00:01Z"))
                .isEqualTo(1);
        assertThat(shell.err().strip()).isEqualTo("nothing found in book at that moment of " + TICKER);
    }

    @Test
    void verifySaysThatNothingWasCounted() {
        assertThat(shell.run("history", "verify")).isZero();
        assertThat(shell.out().strip()).isEqualTo("Nothing was counted yet.");
    }

    @Test
    void backfillStartsWhatItNeeds() {
        assertThat(shell.run("history", "backfill", "trades", "--ticker", "KXNONE-26NOV21-X", "--since", "1h"))
                .isEqualTo(2);
        assertThat(shell.err()).contains("ticker: expected a market that the exchange knows, found 'KXNONE-26NOV21-X'");
    }

    @Test
    void everyTableHasItsCommand() {
        assertThat(shell.run("history", "control-replies", "--format", "csv")).isZero();
        assertThat(shell.out())
                .startsWith("received_time,type,command,command_tickers,frame_text,subscription,sequence,")
                .contains("2026-11-20T15:00:06Z,ok,add,[],{},1,2,1,");
        assertThat(shell.run("history", "--help")).isZero();
        assertThat(shell.out()).contains("communications", "user-orders", "Your own orders, each time that one");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "history gaps --ticker A --limit 0 | limit: expected 1 to 10000000 rows",
                "history frame-counts --ticker A | ticker: expected none, for rows of frame-counts are about no market",
                "history tickers --format xml | --format: expected table, csv, json or parquet, found 'xml'",
                "history tickers --since tomorrow | since: expected a duration such as 2h or a time",
                "history tickers --limit 0 | limit: expected 1 to 10000000 rows, found '0'",
                "history book | expected --ticker with a market's ticker, found none",
                "history book --ticker A --at 1h --limit 3 | expected --at, or --since, --until and --limit; found both",
                "history book --ticker A --format csv | --format: expected table or json for one book, found 'csv'",
                "history backfill books --ticker A --since 1h | expected trades or candles, found 'books'",
                "history verify --format csv | --format: expected table or json, found 'csv'"
            })
    void whatCannotBeAskedIsRefused(String arguments, String message) {
        assertThat(shell.run(arguments.split(" "))).isEqualTo(2);
        assertThat(shell.err()).startsWith("caravan: ").contains(message).hasLineCount(1);
    }

    @Test
    void parquetOnATerminalIsRefused() {
        shell.with("COLUMNS", "80");
        assertThat(shell.run("history", "tickers", "--format", "parquet")).isEqualTo(2);
        assertThat(shell.err()).contains("expected --output FILE for parquet, which no terminal shows, found none");
    }

    @Test
    void emptyFolderIsSaidAndNotMade() {
        shell.with("DATA_DIR", directory.resolve("other").toString());
        assertThat(shell.run("history", "tickers")).isEqualTo(2);
        assertThat(shell.err()).contains("expected something recorded in", "found nothing");
        assertThat(directory.resolve("other")).doesNotExist();
    }

    @Test
    void processWithoutTheApiIsNamed() throws IOException {
        Files.writeString(
                directory.resolve("data/sandbox/run.json"),
                "{\"pid\":%d,\"addresses\":{\"management\":\"http://127.0.0.1:1\"}}"
                        .formatted(ProcessHandle.current().pid()));
        assertThat(shell.run("history", "tickers")).isEqualTo(2);
        assertThat(shell.err()).contains("to have the stages history and console, found it without");
    }

    @Test
    void runFileOfAKilledProcessIsNoProcess() throws IOException {
        Files.writeString(
                directory.resolve("data/sandbox/run.json"),
                "{\"pid\":2147483600,\"addresses\":{\"console\":\"http://127.0.0.1:1\"}}");
        assertThat(shell.run("history", "tickers")).isZero();
    }
}
