package caravan;

import caravan.books.OrderBooks;
import caravan.cli.BadInputException;
import caravan.cli.Settings;
import caravan.kalshi.KalshiComponent;
import caravan.marketselection.MarketSelection;
import caravan.watch.LatestMarkets;
import caravan.watch.NearTickers;
import caravan.watch.WatchRequests;
import caravan.watch.Watchers;
import java.util.Set;
import org.apache.camel.main.Main;

/** What follows markets: which ones, their books, and their latest for whoever watches. */
final class MarketBeans {
    private MarketBeans() {}

    static void bindBooks(Main main, Parts parts) {
        OrderBooks books = new OrderBooks(parts.clock(), parts.meters());
        main.bind("books", books);
        main.bind("bookUpdates", new BookUpdates(books));
        parts.watch("books", Health.books(books));
    }

    static void bindWatch(Main main, Parts parts, KalshiComponent kalshi) {
        LatestMarkets latest =
                new LatestMarkets(() -> parts.books(main), parts.settings().number("watch.memory-size"), parts.clock());
        main.bind("latestMarkets", latest);
        main.bind("keepLatest", new KeepLatest(latest));
        main.bind("watchers", new Watchers(ticker -> kalshi.isWanted("market-data", ticker), parts.clock()));
        main.bind("watchRequests", new WatchRequests(latest));
        main.bind("nearTickers", new NearTickers(latest));
    }

    static void bindSelection(Main main, Parts parts, String markets) {
        MarketSelection selection;
        try {
            selection = new MarketSelection(
                    Settings.parts(markets), parts.settings().duration("kalshi.select-interval"), parts.clock());
        } catch (IllegalArgumentException unknown) {
            throw new BadInputException("kalshi.markets: " + unknown.getMessage(), unknown);
        }
        if (selection.isFollowing() && !parts.stages().contains("market-selection")) {
            throw new BadInputException("kalshi.markets: expected tickers only, or the stage market-selection in"
                    + " caravan.stages, which follows the others; found "
                    + selection.status().selectors().stream().limit(5).toList());
        }
        boolean watchListIsRead = parts.settings().find("alerts.watch-list").isPresent()
                && parts.stages().containsAll(Set.of("alerts", "market-selection"));
        if (selection.wantsWatchList() && !watchListIsRead) {
            throw new BadInputException(
                    "kalshi.markets: expected alerts.watch-list to name a file, and the stages alerts"
                            + " and market-selection in caravan.stages, for watch-list; found it without");
        }
        main.bind("marketSelection", selection);
        parts.watch("market-selection", Health.marketSelection(selection));
    }
}
