package caravan.orders;

import caravan.model.BookSide;
import caravan.model.OrderRequest;
import caravan.model.OrderRequest.Amend;
import caravan.model.OrderRequest.Cancel;
import caravan.model.OrderRequest.Create;
import caravan.model.OrderRequest.Decrease;
import caravan.model.OrderRequest.Renew;
import caravan.model.Quote;
import caravan.model.RestingOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

/**
 * Finds the fewest requests that turn what rests in one market into what is wanted there.
 *
 * <p>An order at a wanted price stays where it is in its queue. Any other that can be moved is moved, which is one request
 * and leaves no moment without an order. What makes less comes first, then what moves away from the other side, so that
 * our own two sides never meet on the way.
 *
 * @param life how long an order is to rest; with less than a third of it left it is renewed
 */
record OrderDiff(Duration life) {
    private static final int RENEWED_AT = 3;

    /** @param now by the exchange's clock */
    List<OrderRequest> requests(List<Quote> wanted, List<RestingOrder> resting, Instant now) {
        List<OrderRequest> requests = new ArrayList<>();
        for (BookSide side : BookSide.values()) {
            List<Quote> open = new ArrayList<>(
                    wanted.stream().filter(quote -> quote.side() == side).toList());
            List<RestingOrder> left = new ArrayList<>(
                    resting.stream().filter(order -> order.side() == side).toList());
            keep(open, left, now, requests);
            while (!open.isEmpty() && !left.isEmpty()) {
                requests.add(new Amend(left.remove(0), open.remove(0)));
            }
            left.forEach(order -> requests.add(new Cancel(order)));
            open.forEach(quote -> requests.add(new Create(quote)));
        }
        requests.sort(Comparator.comparingInt(OrderDiff::turn));
        return requests;
    }

    /** Orders at a wanted price are taken out of both lists. */
    private void keep(List<Quote> open, List<RestingOrder> left, Instant now, List<OrderRequest> requests) {
        for (Iterator<Quote> quotes = open.iterator(); quotes.hasNext(); ) {
            Quote quote = quotes.next();
            left.stream()
                    .filter(order -> order.price().equals(quote.price()))
                    .findFirst()
                    .ifPresent(order -> {
                        quotes.remove();
                        left.remove(order);
                        adjust(order, quote, now, requests);
                    });
        }
    }

    private void adjust(RestingOrder order, Quote quote, Instant now, List<OrderRequest> requests) {
        int difference = order.quantity().compareTo(quote.quantity());
        if (difference < 0) {
            requests.add(new Amend(order, quote));
            return;
        }
        if (difference > 0) {
            requests.add(new Decrease(order, quote.quantity()));
        }
        if (order.expirationTime() != null
                && Duration.between(now, order.expirationTime()).compareTo(life.dividedBy(RENEWED_AT)) < 0) {
            requests.add(new Renew(order));
        }
    }

    private static int turn(OrderRequest request) {
        if (request.reduces()) {
            return 0;
        }
        return request instanceof Amend amend && amend.retreats() || request instanceof Renew ? 1 : 2;
    }
}
