package caravan;

import caravan.console.ApiBooks;
import caravan.console.ApiErrors;
import caravan.console.ApiJson;
import caravan.console.ApiMarketViews;
import caravan.console.ApiRequest;
import caravan.console.MarketCommands;
import caravan.history.Backfills;
import caravan.history.History;
import caravan.history.Neighbours;
import caravan.history.PastBooks;
import caravan.history.Tables;
import caravan.history.Verification;
import caravan.history.VerificationAnswer;
import java.nio.file.Path;
import java.util.Optional;
import javax.sql.DataSource;
import org.apache.camel.main.Main;

/** What looks back, and answers over HTTP. */
final class HistoryBeans {
    private HistoryBeans() {}

    static void bind(Main main, Parts parts) {
        DataSource marketData = parts.databases().marketData();
        Tables tables = new Tables(marketData, parts.databases().ledger());
        Path folder = parts.data().resolve("lists");
        History.clear(folder);
        main.bind("history", new History(tables, folder, parts.clock()));
        main.bind(
                "pastBooks",
                new PastBooks(
                        tables,
                        ticker -> Optional.ofNullable(parts.books(main)).flatMap(now -> now.book(ticker)),
                        parts.clock()));
        main.bind("neighbours", new Neighbours(tables));
        main.bind("verification", new VerificationAnswer(new Verification(marketData)));
        main.bind("backfills", new Backfills(marketData, parts.clock()));
    }

    static void bindConsole(Main main, Parts parts) {
        main.bind("apiRequest", new ApiRequest());
        main.bind("apiErrors", new ApiErrors());
        main.bind("apiJson", new ApiJson());
        main.bind("marketCommands", new MarketCommands());
        main.bind("apiBooks", new ApiBooks(() -> parts.books(main)));
        main.bind("apiMarketViews", new ApiMarketViews());
    }
}
