package caravan.sandbox.exchange;

import caravan.model.Outcome;
import caravan.model.Price;
import caravan.sandbox.exchange.ExchangeEvent.BookChanged;
import caravan.sandbox.exchange.ExchangeEvent.Traded;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The other traders: they quote around a moving value, withdraw, and trade with each other. */
final class Crowd {
    private static final int DOLLAR = Price.UNITS_PER_DOLLAR;
    private static final int FEWEST_LEVELS = 4;
    private static final int DEPTH = 10;

    private final SplittableRandom random;
    private final Ids ids;
    private final Consumer<ExchangeEvent> out;

    Crowd(SplittableRandom random, Ids ids, Consumer<ExchangeEvent> out) {
        this.random = random;
        this.ids = ids;
        this.out = out;
    }

    /** One thing that somebody does. */
    void act(SimulatedMarket market, Instant now) {
        Outcome side = random.nextBoolean() ? Outcome.YES : Outcome.NO;
        int roll = random.nextInt(100);
        if (roll < 12) {
            int steps = random.nextInt(5) - 2;
            int pull =
                    Integer.signum(market.listing().openingPrice() - market.fair()) * (random.nextInt(4) == 0 ? 1 : 0);
            moveTo(market, market.fair() + (steps + pull) * market.tick(), now);
        } else if (roll < 62 || market.book().levels(side).size() < FEWEST_LEVELS) {
            quote(market, side, now);
        } else if (roll < 86) {
            withdraw(market, side, now);
        } else {
            trade(market, side, now);
        }
    }

    /** Gives an empty side its first quotes. */
    void fill(SimulatedMarket market, Outcome side, Instant now) {
        for (int distance = 0; distance < DEPTH; distance++) {
            if (distance < 3 || random.nextInt(4) > 0) {
                add(market, side, market.ceiling(side) - distance * market.tick(), size(distance), now);
            }
        }
    }

    /** The value of the market moves: bids that are too good for it now are withdrawn, and new ones come. */
    void moveTo(SimulatedMarket market, int yesPrice, Instant now) {
        market.fair(yesPrice);
        for (Outcome side : Outcome.values()) {
            NavigableMap<Integer, Long> above = market.book().levels(side).tailMap(market.ceiling(side), false);
            for (int price : new ArrayList<>(above.keySet())) {
                change(market, side, price, -market.strangers(side, price), null, now);
            }
            add(market, side, market.ceiling(side), size(0), now);
        }
    }

    /** Changes a book and tells so; a change of nothing is not told. */
    void change(SimulatedMarket market, Outcome side, int price, long change, @Nullable OwnOrder cause, Instant now) {
        if (change != 0) {
            market.book().change(side, price, change);
            market.dirty = true;
            out.accept(new BookChanged(market, side, price, change, cause, now));
        }
    }

    private void quote(SimulatedMarket market, Outcome side, Instant now) {
        int distance = Math.min(random.nextInt(DEPTH), random.nextInt(DEPTH));
        add(market, side, market.ceiling(side) - distance * market.tick(), size(distance), now);
    }

    private void add(SimulatedMarket market, Outcome side, int price, long quantity, Instant now) {
        if (price >= market.tick() && !market.book().crosses(side, price)) {
            change(market, side, price, quantity, null, now);
        }
    }

    private void withdraw(SimulatedMarket market, Outcome side, Instant now) {
        List<Integer> prices = new ArrayList<>(market.book().levels(side).keySet());
        if (!prices.isEmpty()) {
            int price = prices.get(random.nextInt(prices.size()));
            long there = market.strangers(side, price);
            change(market, side, price, random.nextInt(3) == 0 ? -there : -part(there), null, now);
        }
    }

    private void trade(SimulatedMarket market, Outcome maker, Instant now) {
        int price = market.book().best(maker);
        long quantity = price == 0 ? 0 : Math.min(part(market.strangers(maker, price)), size(4));
        if (quantity > 0) {
            int yesPrice = maker == Outcome.YES ? price : DOLLAR - price;
            change(market, maker, price, -quantity, null, now);
            market.traded(yesPrice, quantity);
            out.accept(new Traded(market, ids.next(), yesPrice, quantity, Book.other(maker), now));
        }
    }

    /** Deeper levels hold more, as on the real books; now and then somebody trades a fraction. */
    private long size(int distance) {
        long contracts = 1 + random.nextInt(40 * (1 + distance));
        return contracts * 100 + (random.nextInt(5) == 0 ? random.nextInt(100) : 0);
    }

    private long part(long quantity) {
        return quantity <= 0 ? 0 : 1 + random.nextLong(quantity);
    }
}
