package caravan.risk;

import caravan.model.Durations;
import caravan.model.Money;
import caravan.model.Price;
import caravan.model.Quantity;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * All limits, checked against one another.
 *
 * <p>Made of the settings {@code risk.*}. Each limit stands where a person who has a thousand dollars would put it.
 */
public final class RiskLimits {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int HUNDRED = 100;

    private final Function<String, String> settings;
    private final int percent;

    final Quantity orderSize;
    final Cap orderCost;
    final Quantity position;
    final Cap marketLoss;
    final Cap eventLoss;
    final Cap settlementLoss;
    final Cap portfolioLoss;
    final Cap dayLoss;
    final Cap dayLossHalt;
    final Cap marketDayLoss;
    final int drawdown;
    final int unknownOrders;
    final Duration orderLife;

    /**
     * Reads the settings.
     *
     * @param settings a value by its name after {@code risk.}
     * @param percent how much of contracts and dollars counts: 100 is all of it
     * @throws IllegalArgumentException if one cannot be read, or two contradict one another; the message names them
     */
    public RiskLimits(Function<String, String> settings, int percent) {
        this.settings = settings;
        this.percent = percent;
        if (percent < 1 || percent > HUNDRED) {
            throw new IllegalArgumentException(
                    "risk.caps-percent: expected 1 to 100, or nothing, found '%d'".formatted(percent));
        }
        orderSize = contracts("max-order-contracts");
        orderCost = cap("max-order-cost");
        position = contracts("max-position-contracts");
        marketLoss = cap("max-market-loss");
        eventLoss = cap("max-event-loss");
        settlementLoss = cap("max-settlement-loss");
        portfolioLoss = cap("max-portfolio-loss");
        dayLoss = cap("max-day-loss");
        dayLossHalt = cap("max-day-loss-halt");
        marketDayLoss = cap("max-market-day-loss");
        drawdown = percentOf("max-drawdown-percent");
        unknownOrders = number("max-unknown-orders");
        orderLife = duration("max-order-life");
        checks(new Conduct(conduct(() -> Quantity.ofContracts(1)), Instant::now));
        if (slippage() > price("price-collar")) {
            throw contradiction("flatten-slippage", text("flatten-slippage"), "price-collar", text("price-collar"));
        }
        notAbove("max-order-cost", orderCost, "max-market-loss", marketLoss);
        notAbove("max-market-loss", marketLoss, "max-event-loss", eventLoss);
        notAbove("max-event-loss", eventLoss, "max-portfolio-loss", portfolioLoss);
        notAbove("max-settlement-loss", settlementLoss, "max-event-loss", eventLoss);
        notAbove("max-day-loss", dayLoss, "max-day-loss-halt", dayLossHalt);
        notAbove("max-market-day-loss", marketDayLoss, "max-day-loss-halt", dayLossHalt);
        if (orderSize.compareTo(position) > 0) {
            throw contradiction("max-order-contracts", orderSize, "max-position-contracts", position);
        }
        if (number("max-market-orders") > number("max-orders")) {
            throw contradiction("max-market-orders", number("max-market-orders"), "max-orders", number("max-orders"));
        }
    }

    /**
     * Every check, in the order in which its verdict is told.
     *
     * @param conduct what this program did lately
     */
    List<RiskCheck> checks(Conduct conduct) {
        return List.of(
                new TradingAllowed(),
                new NotHalted(),
                new Reconciled(),
                new NothingUnknown(unknownOrders),
                new ConnectionAnswers(duration("connection-silence")),
                new ClockIsRight(duration("clock-tolerance")),
                new MarketIsOpen(duration("no-quotes-before-close")),
                new FeesAreKnown(),
                new BookIsValid(),
                new SpreadIsSane(price("max-spread"), price("nearest-end")),
                new MaxMarketLoss(marketLoss),
                new MaxEventLoss(eventLoss),
                new MaxLossIntoSettlement(settlementLoss, duration("settlement-ahead")),
                new MaxPortfolioLoss(portfolioLoss),
                new MaxReserved(percentOf("max-reserved-percent")),
                new MaxOpenOrders(number("max-market-orders"), number("max-orders")),
                new MaxMarkets(number("max-markets")),
                new DayLoss(dayLoss),
                new Drawdown(drawdown),
                new MaxMarketDayLoss(marketDayLoss),
                new BalanceFloor(Money.parse(dollars("min-balance"))),
                new NoBurst(conduct),
                new NoRejectsInARow(conduct),
                new MaxOrderSize(orderSize),
                new MaxOrderCost(orderCost),
                new PriceCollar(price("price-collar")),
                new OnGrid(),
                new NoCross(),
                new MaxPosition(position),
                new ExitsWhatIsHeld(),
                new NoRepetition(conduct),
                new NoSelfCross(),
                new Expires(orderLife),
                new MinimumLife(duration("min-order-life")));
    }

    /** @param life how long orders are to rest */
    public void requireLife(Duration life) {
        if (life.compareTo(orderLife) > 0) {
            throw new IllegalArgumentException(
                    "market-making.expiration, risk.max-order-life: expected the first to be at most the second, found %d s and %d s"
                            .formatted(life.toSeconds(), orderLife.toSeconds()));
        }
    }

    /**
     * Requires that an order of the strategy would be let through at all.
     *
     * @param size contracts of each order
     * @param markets in which orders are to rest at a time
     * @param wait from one cycle, which places every order anew, to the next; empty where orders rest on
     * @throws IllegalArgumentException if a limit would deny all of them; the message names both settings
     */
    public void requireRoom(Quantity size, int markets, Optional<Duration> wait) {
        requireRoom("trade-size", size.compareTo(orderSize) <= 0, size, "max-order-contracts", orderSize);
        requireRoom("markets", markets <= number("max-markets"), markets, "max-markets", number("max-markets"));
        int repetitions = number("max-repetitions");
        wait.ifPresent(pause -> {
            if (pause.multipliedBy(repetitions).compareTo(MINUTE) < 0) {
                throw new IllegalArgumentException(
                        "market-making.wait-time, risk.max-repetitions: expected no more cycles a minute than an order may be repeated, found a cycle every %s s and %d repetitions"
                                .formatted(pause.toMillis() / 1_000.0, repetitions));
            }
        });
    }

    private static void requireRoom(String name, boolean holds, Object found, String limit, Object most) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "market-making.%s, risk.%s: expected the first to be at most the second, found %s and %s"
                            .formatted(name, limit, found, most));
        }
    }

    /** How far beyond the best price a person's exits may trade, in ten-thousandths of a dollar. */
    public int slippage() {
        return price("flatten-slippage");
    }

    /** @param tradeSize contracts of one quote, as it is set now */
    Conduct.Limits conduct(Supplier<Quantity> tradeSize) {
        int burst = number("max-burst");
        return new Conduct.Limits(
                number("max-repetitions"),
                () -> new Quantity(Math.multiplyExact(tradeSize.get().units(), burst)),
                duration("burst-pause"),
                number("max-market-rejects"),
                number("max-rejects"));
    }

    private String text(String name) {
        return settings.apply(name).strip();
    }

    private Cap cap(String name) {
        return Cap.parse("risk." + name, text(name)).scaled(percent);
    }

    private Quantity contracts(String name) {
        return new Quantity(Math.max(1, Quantity.ofContracts(number(name)).units() * percent / HUNDRED));
    }

    private int number(String name) {
        String text = text(name);
        if (!text.matches("\\d{1,9}") || Integer.parseInt(text) == 0) {
            throw wrong(name, "a whole number of at least 1", text);
        }
        return Integer.parseInt(text);
    }

    private int percentOf(String name) {
        int found = number(name);
        if (found > HUNDRED) {
            throw wrong(name, "1 to 100", text(name));
        }
        return found;
    }

    private Duration duration(String name) {
        return Durations.parse(text(name))
                .filter(duration -> !duration.isNegative())
                .orElseThrow(() -> wrong(name, "a duration such as 10s", text(name)));
    }

    private String dollars(String name) {
        String text = text(name);
        if (!text.matches("\\d{1,9}(\\.\\d{1,2})?")) {
            throw wrong(name, "dollars such as 100", text);
        }
        return text;
    }

    /** Ten-thousandths of a dollar. */
    private int price(String name) {
        String text = text(name);
        if (!text.matches("0\\.\\d{1,4}") || new BigDecimal(text).signum() == 0) {
            throw wrong(name, "dollars between 0 and 1, such as 0.10", text);
        }
        return Price.parse(text).units();
    }

    private void notAbove(String name, Cap lower, String otherName, Cap higher) {
        if (lower.isAbove(higher)) {
            throw contradiction(name, lower, otherName, higher);
        }
    }

    private static IllegalArgumentException contradiction(String name, Object lower, String otherName, Object higher) {
        return new IllegalArgumentException(
                "risk.%s, risk.%s: expected the first to be at most the second, found %s and %s"
                        .formatted(name, otherName, lower, higher));
    }

    private static IllegalArgumentException wrong(String name, String expected, String found) {
        return new IllegalArgumentException("risk.%s: expected %s, found '%s'".formatted(name, expected, found));
    }
}
