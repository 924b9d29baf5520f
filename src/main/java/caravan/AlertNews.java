package caravan;

import caravan.alerts.Alert;
import caravan.alerts.Alerts;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Shows what passes to the alerts; the message then is what is to be told, and the route ends here when that is nothing. */
public final class AlertNews implements Processor {
    private final Alerts alerts;

    public AlertNews(Alerts alerts) {
        this.alerts = alerts;
    }

    @Override
    public void process(Exchange exchange) {
        Object news = exchange.getMessage().getBody();
        List<Alert> told = news == null ? List.of() : alerts.news(news);
        if (told.isEmpty()) {
            exchange.setRouteStop(true);
            return;
        }
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setBody(told);
    }
}
