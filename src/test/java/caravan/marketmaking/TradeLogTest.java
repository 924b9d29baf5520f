package caravan.marketmaking;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.model.BookSide;
import caravan.model.OrderRequest.Exit;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.model.RestingOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TradeLogTest {
    private static final Instant NOW = Instant.parse("2026-11-20T22:15:03.9Z");

    @TempDir
    private Path folder;

    @Test
    void linesAreThoseOfTheOriginal() throws IOException {
        TradeLog log = log(ZoneOffset.UTC);
        log.canceled(List.of(order(BookSide.BID, "0.46", "1"), order(BookSide.ASK, "0.54", "1")));
        log.closed(List.of(new Exit("KXA-1", BookSide.ASK, Price.parse("0.46"), Quantity.parse("1"), "")));
        log.closed(List.of(new Exit("KXA-1", BookSide.BID, Price.parse("0.54"), Quantity.parse("2.5"), "")));
        log.opened(List.of(order(BookSide.BID, "0.53", "1"), order(BookSide.ASK, "0.475", "20")));
        log.book(new Situations().bid(46, 10).bid(45, 300).ask(48, 7).get().book());
        log.session("two\nlines");
        log.error("no");
        assertThat(lines()).containsExactly("""
                2026-11-20 22:15:03 [CANCEL ORDER] Ticker: KXA-1 | Side: yes | Price: 0.4600
                2026-11-20 22:15:03 [CANCEL ORDER] Ticker: KXA-1 | Side: no | Price: 0.4600
                2026-11-20 22:15:03 [CLOSE POSITION] Ticker: KXA-1 | Side: yes | Price: 0.4600 | Count: 1
                2026-11-20 22:15:03 [CLOSE POSITION] Ticker: KXA-1 | Side: no | Price: 0.4600 | Count: 2.5
                2026-11-20 22:15:03 [OPEN ORDER] Ticker: KXA-1 | Side: yes | Action: buy | Count: 1 | Type: limit | Price: 0.5300
                2026-11-20 22:15:03 [OPEN ORDER] Ticker: KXA-1 | Side: no | Action: buy | Count: 20 | Type: limit | Price: 0.5250
                2026-11-20 22:15:03 [ORDER BOOK] Ticker: M | yes: 0.4600 x 10, 0.4500 x 300 | no: 0.5200 x 7
                2026-11-20 22:15:03 [SESSION] two lines
                2026-11-20 22:15:03 [ERROR] no
                """.split("\n"));
    }

    @Test
    void timesAreThoseOfThePlace() throws IOException {
        log(ZoneId.of("America/New_York")).session("");
        assertThat(lines()).singleElement().asString().startsWith("2026-11-20 17:15:03 [SESSION]");
    }

    @Test
    void aLogThatCannotBeWrittenStopsNothing() {
        new TradeLog(folder.resolve("missing").resolve("trade.log"), ZoneOffset.UTC, InstantSource.fixed(NOW))
                .session("");
        assertThat(folder.resolve("missing")).doesNotExist();
    }

    private TradeLog log(ZoneId zone) {
        return new TradeLog(folder.resolve("trade.log"), zone, InstantSource.fixed(NOW));
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(folder.resolve("trade.log"));
    }

    private static RestingOrder order(BookSide side, String price, String contracts) {
        return new RestingOrder("id", "KXA-1", side, Price.parse(price), Quantity.parse(contracts), NOW, null);
    }
}
