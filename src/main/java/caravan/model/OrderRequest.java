package caravan.model;

/** What the exchange is asked so that what rests becomes what is wanted. */
public sealed interface OrderRequest {
    String ticker();

    /** Whether it can only make smaller what may be lost: such requests go first, and stay possible when others are not. */
    boolean reduces();

    /** A new order. */
    record Create(Quote quote) implements OrderRequest {
        @Override
        public String ticker() {
            return quote.ticker();
        }

        @Override
        public boolean reduces() {
            return false;
        }
    }

    /** Another price or more contracts: the order goes to the end of its queue. */
    record Amend(RestingOrder order, Quote quote) implements OrderRequest {
        /** The exchange moves an order neither to another market nor to the other side. */
        public Amend {
            if (!quote.ticker().equals(order.ticker()) || quote.side() != order.side()) {
                throw new IllegalArgumentException("expected a quote on the side %s in %s, found one on %s in %s"
                        .formatted(order.side(), order.ticker(), quote.side(), quote.ticker()));
            }
        }

        @Override
        public String ticker() {
            return order.ticker();
        }

        @Override
        public boolean reduces() {
            return false;
        }

        /** Whether the new price is farther from the other side than the old one. */
        public boolean retreats() {
            int change = quote.price().compareTo(order.price());
            return quote.side() == BookSide.BID ? change < 0 : change > 0;
        }
    }

    /** A later expiration and nothing else: the order keeps its place. */
    record Renew(RestingOrder order) implements OrderRequest {
        @Override
        public String ticker() {
            return order.ticker();
        }

        @Override
        public boolean reduces() {
            return false;
        }
    }

    /**
     * Fewer contracts: the order keeps its place.
     *
     * @param quantity what is to rest
     */
    record Decrease(RestingOrder order, Quantity quantity) implements OrderRequest {
        @Override
        public String ticker() {
            return order.ticker();
        }

        @Override
        public boolean reduces() {
            return true;
        }
    }

    /** Nothing of it is to rest any more. */
    record Cancel(RestingOrder order) implements OrderRequest {
        @Override
        public String ticker() {
            return order.ticker();
        }

        @Override
        public boolean reduces() {
            return true;
        }
    }

    /**
     * Closes what is held, at once and at this price or a better one; what does not trade at once is canceled.
     *
     * @param side the side of the YES book that it takes: an ask sells YES
     */
    record Exit(String ticker, BookSide side, Price price, Quantity quantity, String reason) implements OrderRequest {
        public Exit {
            if (quantity.units() <= 0) {
                throw new IllegalArgumentException("an exit needs a quantity above 0, was " + quantity);
            }
        }

        @Override
        public boolean reduces() {
            return false;
        }
    }
}
