package caravan;

import caravan.alerts.AlertCards;
import caravan.alerts.AlertSettings;
import caravan.alerts.Alerts;
import caravan.alerts.WatchListFile;
import caravan.cli.BadInputException;
import caravan.cli.Settings;
import caravan.model.Quantity;
import caravan.schedule.ExchangeCalendar;
import org.apache.camel.main.Main;

/** What tells people of what happens. */
final class AlertBeans {
    private AlertBeans() {}

    static void bind(Main main, Parts parts, ExchangeCalendar calendar) {
        Alerts alerts;
        try {
            alerts = new Alerts(settings(parts.settings()), calendar, parts.clock());
        } catch (IllegalArgumentException wrong) {
            throw new BadInputException(String.valueOf(wrong.getMessage()), wrong);
        }
        main.bind("alerts", alerts);
        main.bind("alertNews", new AlertNews(alerts));
        NewsRoom room = new NewsRoom(parts.meters(), parts.clock());
        main.bind("newsRoom", room);
        parts.watch("alerts", Health.alerts(room));
        main.bind("alertCards", new AlertCards(parts.settings().text("kalshi.environment")));
        main.bind(
                "watchListFile",
                new WatchListFile(
                        parts.settings().find("alerts.watch-list").isPresent()
                                ? parts.settings().path("alerts.watch-list")
                                : null));
    }

    private static AlertSettings settings(Settings settings) {
        return new AlertSettings(
                settings.list("alerts.markets"),
                new AlertSettings.Distance(
                        settings.text("alerts.price-move"), settings.duration("alerts.price-cool-down")),
                new AlertSettings.Distance(
                        settings.text("alerts.spread"), settings.duration("alerts.spread-cool-down")),
                new AlertSettings.Volume(
                        Quantity.ofContracts(settings.number("alerts.volume")),
                        settings.duration("alerts.volume-window"),
                        settings.duration("alerts.volume-cool-down")),
                settings.duration("alerts.close-ahead"),
                settings.duration("alerts.settlement-ahead"),
                new AlertSettings.Lifecycle(
                        settings.isOn("alerts.lifecycle"), settings.duration("alerts.lifecycle-cool-down")),
                new AlertSettings.Connections(
                        settings.isOn("alerts.connection"),
                        settings.duration("alerts.connection-patience"),
                        settings.duration("alerts.connection-cool-down")),
                new AlertSettings.Gaps(
                        settings.number("alerts.gaps"),
                        settings.duration("alerts.gaps-window"),
                        settings.duration("alerts.gaps-cool-down")),
                settings.number("alerts.most-per-minute"));
    }
}
