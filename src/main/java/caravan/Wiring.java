package caravan;

import caravan.console.DatabaseHealthCheck;
import caravan.discord.DiscordComponent;
import caravan.kalshi.KalshiComponent;
import caravan.marketmaking.LiveSettings;
import caravan.orders.OrderRoom;
import caravan.schedule.ExchangeCalendar;
import io.micrometer.core.instrument.Gauge;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.component.seda.SedaEndpoint;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;

/** The beans that routes name, each bound once, and the checks that say how they are. */
public final class Wiring {
    private final Parts parts;
    private final Set<String> measured = new HashSet<>();
    private Runnable leaving = () -> {};
    private Runnable ending = () -> {};

    public Wiring(Parts parts) {
        this.parts = parts;
    }

    /**
     * Binds everything to a program that was not started yet.
     *
     * @param markets the setting kalshi.markets, or what stands in for it
     */
    public void bind(Main main, KalshiComponent kalshi, DiscordComponent discord, String markets) {
        Databases databases = parts.databases();
        main.bind("ledger", databases.ledger());
        main.bind("marketData", databases.marketData());
        parts.management().add(new DatabaseHealthCheck("ledger", databases.ledger()));
        main.bind("discord", discord);
        ExchangeCalendar calendar = new ExchangeCalendar(parts.clock());
        main.bind("exchangeCalendar", calendar);
        kalshi.exchangeHours(calendar);
        main.bind("kalshi", kalshi);
        parts.management().add(Health.budget(kalshi));
        parts.watch("market-data", Health.connection("market-data", kalshi, parts.clock()));
        parts.watch("private-data", Health.connection("private", kalshi, parts.clock()));
        parts.management().add(Health.answers(kalshi));
        MarketBeans.bindSelection(main, parts, markets);
        MarketBeans.bindBooks(main, parts);
        MarketBeans.bindWatch(main, parts, kalshi);
        AlertBeans.bind(main, parts, calendar);
        RecordingBeans.bind(main, parts);
        FillBeans.bind(main, parts);
        FillBeans.bindNotifications(main, parts, discord);
        ending = PortfolioBeans.bind(main, parts);
        LiveSettings live = RiskSettings.live(parts.settings());
        OrderRoom orders = OrderBeans.bind(main, parts, kalshi, live);
        Supplier<Optional<String>> halted = RiskBeans.bind(main, parts, kalshi, calendar, orders, live);
        leaving = MarketMakingBeans.bind(
                main, parts, calendar, live, () -> riskIsOff().or(halted));
        HistoryBeans.bind(main, parts);
        HistoryBeans.bindConsole(main, parts);
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void afterStart(BaseMainSupport running) {
                measureQueues(running.getCamelContext());
            }
        });
    }

    /** Nothing is approved where nobody looks at what may be lost. */
    private Optional<String> riskIsOff() {
        return parts.stages().contains("risk") ? Optional.empty() : Optional.of("the stage risk is switched off");
    }

    /** What is to be done while everything still runs, when it is to stop. */
    public void leave() {
        leaving.run();
    }

    /** What is to be done when the routes have stopped, and the databases not yet. */
    public void end() {
        ending.run();
    }

    /** Says how full each queue between stages is. */
    private void measureQueues(CamelContext context) {
        context.getEndpoints().stream()
                .filter(SedaEndpoint.class::isInstance)
                .map(SedaEndpoint.class::cast)
                .filter(queue -> measured.add(queue.getName()))
                .forEach(queue -> Gauge.builder("queue.depth", queue, SedaEndpoint::getCurrentQueueSize)
                        .tag("queue", queue.getName())
                        .description("Messages that wait in a queue between stages")
                        .register(parts.meters()));
    }
}
