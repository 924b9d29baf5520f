package caravan.kalshi;

import caravan.kalshi.stream.StreamConsumer;
import caravan.model.StreamCommand;
import java.util.List;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/**
 * Tells a running connection what to change. It does not wait for the exchange: the replies come out of the connection,
 * and what is wanted stays wanted when the connection is lost.
 */
final class StreamProducer extends DefaultProducer {
    private final KalshiComponent component;
    private final String connection;

    StreamProducer(Endpoint endpoint, KalshiComponent component, String connection) {
        super(endpoint);
        this.component = component;
        this.connection = connection;
    }

    @Override
    public void process(Exchange exchange) {
        if (!(exchange.getMessage().getBody() instanceof StreamCommand command)) {
            Object body = exchange.getMessage().getBody();
            throw new IllegalArgumentException(
                    "expected a caravan.model.StreamCommand as the body for kalshi:stream, found "
                            + (body == null ? "nothing" : body.getClass().getName()));
        }
        List<StreamConsumer> streams = component.streams(connection);
        if (streams.isEmpty()) {
            throw new IllegalStateException(
                    "expected a route from kalshi:stream?connection=%s, found connections %s. Check the option connection, and that the route's stage is enabled in caravan.stages"
                            .formatted(connection, component.connectionNames()));
        }
        streams.forEach(stream -> stream.command(command));
    }
}
