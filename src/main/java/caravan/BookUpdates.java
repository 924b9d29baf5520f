package caravan;

import caravan.books.OrderBooks;
import caravan.kalshi.KalshiConstants;
import caravan.model.Frame;
import caravan.model.Gap;
import caravan.model.StreamMessage;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * Hands what passes to the books; the message then is what follows from it. When nothing follows, which is the usual
 * case, the route ends here.
 *
 * <p>Camel's own call of a bean with a body and a header costs ten times the update itself.
 */
public final class BookUpdates implements Processor {
    private final OrderBooks books;

    public BookUpdates(OrderBooks books) {
        this.books = books;
    }

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        List<Record> consequences = message.getBody() instanceof StreamMessage update
                ? books.apply(update, (Frame) message.getHeader(KalshiConstants.FRAME))
                : books.timePasses();
        if (exchange.getContext().isStopping()) {
            // What is missed from here on is no hole in what is known: the program knows nothing then.
            consequences = consequences.stream()
                    .filter(one -> !(one instanceof Gap gap && gap.closedTime() == null))
                    .toList();
        }
        if (consequences.isEmpty()) {
            exchange.setRouteStop(true);
            return;
        }
        message.removeHeaders("*");
        message.setBody(consequences);
    }
}
