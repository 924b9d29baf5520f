package caravan.recording;

import caravan.model.Frame;
import caravan.model.StreamMessage;
import java.util.Objects;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.jspecify.annotations.Nullable;

/**
 * Gathers messages into a {@link Batch} for each table. Each frame is on disk before it is gathered.
 *
 * <p>As an expression it names the table of a message, and is null for what is not recorded: events of a connection, and
 * everything that did not come in a frame. The message itself stays as it was, so that a route can pass it on after it
 * was recorded.
 */
public final class Batches implements AggregationStrategy, Expression {
    /** The header of the same name in {@code KalshiConstants}; stages share no Java. */
    public static final String FRAME = "CamelKalshiFrame";

    private final Spool spool;

    public Batches(Spool spool) {
        this.spool = spool;
    }

    @Override
    public <T> @Nullable T evaluate(Exchange exchange, Class<T> type) {
        String table = null;
        if (exchange.getMessage().getBody() instanceof StreamMessage message
                && exchange.getMessage().getHeader(FRAME) != null) {
            table = Rows.table(message);
        }
        if (type.isAssignableFrom(String.class)) {
            return type.cast(table);
        }
        return exchange.getContext().getTypeConverter().convertTo(type, exchange, table);
    }

    @Override
    public Exchange aggregate(@Nullable Exchange gathered, Exchange next) {
        StreamMessage message = (StreamMessage) next.getMessage().getBody();
        Frame frame = (Frame) next.getMessage().getHeader(FRAME);
        Row row = Objects.requireNonNull(Rows.row(message, frame), "only messages with a table are gathered");
        Stretch.Place place = spool.keep(row);
        if (gathered != null) {
            ((Batch) gathered.getMessage().getBody()).add(row, place);
            return gathered;
        }
        Batch batch = Batch.empty(row.table());
        batch.add(row, place);
        // What the first frame's headers say does not hold for the batch.
        next.getMessage().removeHeaders("*");
        next.getMessage().setBody(batch);
        return next;
    }
}
