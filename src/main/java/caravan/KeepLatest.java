package caravan;

import caravan.model.StreamMessage;
import caravan.watch.LatestMarkets;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Hands what passes to the latest of the markets, without the cost of Camel's own call of a bean. */
public final class KeepLatest implements Processor {
    private final LatestMarkets markets;

    public KeepLatest(LatestMarkets markets) {
        this.markets = markets;
    }

    @Override
    public void process(Exchange exchange) {
        if (exchange.getMessage().getBody() instanceof StreamMessage message) {
            markets.keep(message);
        }
    }
}
