package caravan;

import caravan.cli.MakingRules;
import caravan.marketmaking.BookReads;
import caravan.marketmaking.Journal;
import caravan.marketmaking.LiveSettings;
import caravan.marketmaking.Maker;
import caravan.marketmaking.MakingCycle;
import caravan.marketmaking.OrderNews;
import caravan.marketmaking.Ports;
import caravan.marketmaking.Programs;
import caravan.marketmaking.Requotes;
import caravan.marketmaking.TermsTable;
import caravan.marketmaking.TradeLog;
import caravan.model.Account;
import caravan.model.ExchangeHours;
import caravan.model.OpenOrders;
import caravan.model.Positions;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What chooses markets and quotes them. */
final class MarketMakingBeans {
    private static final Logger LOG = LoggerFactory.getLogger("caravan.marketmaking");

    private MarketMakingBeans() {}

    /**
     * Binds them.
     *
     * @param halted why nothing may be quoted until a person says so; empty while it may
     * @return what is to be done first of all when the program stops
     */
    static Runnable bind(
            Main main, Parts parts, ExchangeHours hours, LiveSettings live, Supplier<Optional<String>> halted) {
        ZoneId zone = parts.settings().isOn("market-making.log-utc") ? ZoneOffset.UTC : ZoneId.systemDefault();
        TradeLog log = new TradeLog(parts.data().resolve("trade.log"), zone, parts.clock());
        OrderNews orders = new OrderNews(log, MakingRules.tellsOrders(parts.settings()), parts.clock());
        Journal journal = new Journal(parts.databases().ledger());
        TermsTable terms = new TermsTable(parts.clock());
        BookReads books = new BookReads(() -> parts.books(main), parts.clock());
        Ports ports = new Ports(
                () -> bean(main, parts, "orders", "openOrders", OpenOrders.class),
                () -> bean(main, parts, "portfolio", "positions", Positions.class),
                () -> bean(main, parts, "portfolio", "account", Account.class),
                halted);
        MakingCycle cycle = new MakingCycle(live, ports, journal, log, parts.meters(), parts.clock());
        main.bind("terms", terms);
        main.bind("bookReads", books);
        main.bind("makingCycle", cycle);
        main.bind(
                "maker",
                new Maker(
                        cycle,
                        new Programs(log, parts.clock()),
                        terms,
                        hours,
                        ports,
                        journal,
                        log,
                        orders,
                        parts.clock()));
        main.bind(
                "requotes",
                new Requotes(live, ports, terms, books, journal, log, orders, parts.meters(), parts.clock()));
        return () -> {
            if (parts.stages().contains("market-making")) {
                withdraw(main.getCamelContext(), cycle);
            }
        };
    }

    /** Orders end by themselves some time after a stop; nobody watches over them until then, so they do not rest on. */
    private static void withdraw(CamelContext context, MakingCycle cycle) {
        if (!cycle.leave()) {
            return;
        }
        try {
            context.createProducerTemplate().requestBody("direct:withdraw-quotes?block=false", "");
        } catch (RuntimeException refused) {
            LOG.warn("Our orders may rest until they end by themselves: {}", refused.getMessage());
        }
    }

    /** What a stage binds; null where the stage does not run, for then nothing keeps it true. */
    private static <T> @Nullable T bean(Main main, Parts parts, String stage, String name, Class<T> type) {
        return parts.stages().contains(stage)
                ? main.getCamelContext().getRegistry().lookupByNameAndType(name, type)
                : null;
    }
}
