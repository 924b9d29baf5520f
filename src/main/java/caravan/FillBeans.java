package caravan;

import caravan.discord.DiscordComponent;
import caravan.fills.FillLedger;
import caravan.fills.FillNotices;
import caravan.fills.FillReadBack;
import caravan.fills.FillTelling;
import caravan.fills.FillWindow;
import caravan.notifications.Cards;
import caravan.notifications.Due;
import caravan.notifications.MarketCache;
import caravan.notifications.Outbox;
import caravan.portfolio.OrderLedger;
import javax.sql.DataSource;
import org.apache.camel.main.Main;

/** What keeps our fills and orders, and tells of fills. */
final class FillBeans {
    private FillBeans() {}

    static void bind(Main main, Parts parts) {
        DataSource ledger = parts.databases().ledger();
        FillLedger fills = new FillLedger(ledger, parts.clock(), parts.meters());
        FillReadBack readBack = new FillReadBack(
                ledger,
                fills,
                parts.settings().text("fills.since"),
                parts.settings().duration("fills.read-back-interval"),
                parts.settings().duration("fills.read-back-overlap"),
                parts.clock(),
                parts.meters());
        main.bind("fillLedger", fills);
        main.bind("fillReadBack", readBack);
        main.bind("fillNotices", new FillNotices(ledger));
        main.bind(
                "fillWindow",
                new FillWindow(
                        parts.settings().duration("fills.quiet-period"),
                        parts.settings().duration("fills.max-wait"),
                        parts.clock()));
        main.bind(
                "fillTelling",
                new FillTelling(
                        ledger,
                        parts.settings().duration("fills.digest-age"),
                        parts.settings().number("fills.digest-orders"),
                        parts.clock(),
                        parts.meters()));
        parts.watch("fills", Health.fills(readBack));
        main.bind("orderLedger", new OrderLedger(ledger, parts.clock()));
    }

    static void bindNotifications(Main main, Parts parts, DiscordComponent discord) {
        boolean bot = parts.settings().find("discord.bot-token").isPresent();
        Outbox outbox =
                new Outbox(parts.databases().ledger(), InstanceId.of(parts.data()), parts.clock(), parts.meters(), bot);
        main.bind("outbox", outbox);
        discord.setBeforeSend((exchange, deduplicates) -> {
            if (exchange.getVariable("due") instanceof Due due) {
                outbox.sending(due, deduplicates);
            }
        });
        main.bind("cards", new Cards(parts.settings().text("kalshi.environment")));
        main.bind("marketCache", new MarketCache(parts.clock()));
        parts.watch("notifications", Health.notifications(outbox, discord));
    }
}
