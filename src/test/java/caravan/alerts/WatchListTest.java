package caravan.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import caravan.alerts.WatchList.Entry;
import caravan.model.Outcome;
import caravan.model.Price;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WatchListTest {
    @TempDir
    Path folder;

    @Test
    void pendingTradesOfTheRecorderAreRead() {
        WatchList list = WatchListReader.read("""
                [{"ticker": "KXA-1", "status": "PENDING", "side": "YES", "entry_price": 45, "contracts": 10},
                 {"ticker": "KXB-1", "status": "WON", "entry_price": 30},
                 {"ticker": "KXC-1", "status": "pending", "side": "no", "entry_price": 0.4},
                 {"ticker": "KXD-1", "status": "PENDING"}]
                """);
        assertThat(list.entries())
                .containsExactly(
                        new Entry("KXA-1", Outcome.YES, Price.parse("0.45")),
                        new Entry("KXC-1", Outcome.NO, Price.parse("0.60")),
                        new Entry("KXD-1", Outcome.YES, null));
        assertThat(list.others()).isEqualTo(1);
        assertThat(list.skipped()).isEmpty();
    }

    @Test
    void nonsenseIsSkippedWithItsReasonAndTakesNothingAlong() {
        WatchList list = WatchListReader.read("""
                {"trades": [5, null, {"ticker": 5, "status": "PENDING"}, {"ticker": "a b", "status": "PENDING"},
                 {"ticker": "KXA-1", "status": "PENDING", "entry_price": "much"},
                 {"ticker": "KXA-2", "status": "PENDING", "entry_price": 145},
                 {"ticker": "KXA-3", "status": "PENDING", "entry_price": -3},
                 {"ticker": "KXA-4", "status": "PENDING", "entry_price": 45.123},
                 {"ticker": "KXA-5", "status": "PENDING", "side": "maybe", "entry_price": 45},
                 {"ticker": "KXA-6", "status": {"a": 1}, "entry_price": 45},
                 {"ticker": "KXA-7", "status": "PENDING", "entry_price": 1e999999999},
                 {"market_ticker": "KXA-8", "status": "PENDING", "entry_price": "$0.4525"}]}
                """);
        assertThat(list.entries())
                .containsExactly(
                        new Entry("KXA-6", Outcome.YES, Price.parse("0.45")),
                        new Entry("KXA-8", Outcome.YES, Price.parse("0.4525")));
        assertThat(list.skipped()).hasSize(10);
        assertThat(list.skipped().get(2)).isEqualTo("entry 3: expected a ticker, found '5'");
        assertThat(list.skipped().get(4)).isEqualTo("entry 5: KXA-1: expected an entry price, found 'much'");
        assertThat(list.skipped()).anyMatch(reason -> reason.contains("expected yes or no, found 'maybe'"));
    }

    @Test
    void linesAreReadToo() {
        WatchList list = WatchListReader.read("# mine\nKXA-1 45\n\nKXB-1, 0.40, no # hedge\nKXC-1\n? 5\n");
        assertThat(list.entries())
                .containsExactly(
                        new Entry("KXA-1", Outcome.YES, Price.parse("0.45")),
                        new Entry("KXB-1", Outcome.NO, Price.parse("0.60")),
                        new Entry("KXC-1", Outcome.YES, null));
        assertThat(list.skipped()).containsExactly("line 6: expected a ticker, found '?'");
    }

    @ParameterizedTest
    @CsvSource({
        "45,0.4500",
        "0.45,0.4500",
        "1,0.0100",
        "99.5,0.9950",
        "0.5,0.5000",
        "$1,1.0000",
        "45¢,0.4500",
        "1.5,0.0150"
    })
    void pricesAreCentsOrDollars(String written, String dollars) {
        assertThat(WatchListReader.read("KXA-1 " + written).entries())
                .containsExactly(new Entry("KXA-1", Outcome.YES, Price.parse(dollars)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1,", "{}", "{\"trades\": 5}"})
    void whatIsNoListIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WatchListReader.read(text))
                .withMessageStartingWith("expected ");
    }

    @Test
    void fileIsReadAgainWhenItChangesAndABrokenOneLeavesTheListAsItWas() throws IOException {
        Path file = folder.resolve("trades.json");
        WatchListFile watched = new WatchListFile(file);
        assertThat(watched.refresh()).isNull();

        write(file, "[{\"ticker\":\"KXA-1\",\"status\":\"PENDING\",\"entry_price\":45}]", 1);
        assertThat(watched.refresh()).isNotNull().extracting(WatchList::tickers).hasToString("[KXA-1]");
        assertThat(watched.refresh()).isNull();

        write(file, "[{\"ticker\":", 2);
        assertThat(watched.refresh()).isNull();

        write(file, "[]", 3);
        assertThat(watched.refresh()).isNotNull().extracting(WatchList::tickers).hasToString("[]");
    }

    @Test
    void noFileIsNoList() {
        assertThat(new WatchListFile(null).refresh()).isNull();
    }

    private static void write(Path file, String text, int second) throws IOException {
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1_000_000 + second)));
    }
}
