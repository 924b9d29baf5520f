package caravan.discord;

import caravan.model.Card;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;
import org.jspecify.annotations.Nullable;

/** Sends the body as one message; no header of the exchange reaches the request. */
final class DiscordProducer extends DefaultProducer {
    private final DiscordClient client;
    private final BeforeSend beforeSend;
    private final @Nullable DiscordTarget target;

    DiscordProducer(
            DiscordEndpoint endpoint, DiscordClient client, BeforeSend beforeSend, @Nullable DiscordTarget target) {
        super(endpoint);
        this.client = client;
        this.beforeSend = beforeSend;
        this.target = target;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        if (target == null) {
            throw new DiscordException.NotConfigured();
        }
        Object body = exchange.getMessage().getBody();
        Card card = body instanceof Card ready
                ? ready
                : Card.ofText(exchange.getMessage().getMandatoryBody(String.class), null);
        beforeSend.sending(exchange, target.deduplicates());
        exchange.getMessage().setBody(client.send(target, card));
    }
}
