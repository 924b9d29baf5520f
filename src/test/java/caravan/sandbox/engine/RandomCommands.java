package caravan.sandbox.engine;

import static caravan.sandbox.engine.Floor.SECOND;

import caravan.model.BookSide;
import caravan.rules.FeeRounding;
import caravan.rules.FeeType;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Turns a number into a command that has a point where an engine stands; now and then into one that has none. */
final class RandomCommands {
    private static final int OPEN_MARKETS = 3;
    private static final int RECENT = 150;

    private final Driver driver;
    private final Random random = new Random(0);

    RandomCommands(Driver driver) {
        this.driver = driver;
    }

    Command of(long number) {
        random.setSeed(number);
        random.nextInt();
        if (open() < OPEN_MARKETS) {
            return list();
        }
        if (!driver.engine.tradingActive() && chance(12)) {
            return new Command.PauseTrading(true);
        } else if (!driver.engine.exchangeActive() && chance(12)) {
            return new Command.PauseExchange(true);
        }
        int waiting = chance(20) ? inactive() : -1;
        if (waiting >= 0) {
            return new Command.Activate(waiting);
        }
        int choice = random.nextInt(1000);
        if (choice < 560 || driver.orders.isEmpty()) {
            return place();
        } else if (choice < 680) {
            return amend(order());
        } else if (choice < 730) {
            int order = order();
            return new Command.Decrease(
                    order, random.nextLong(driver.orders.get(order).remaining() + 2));
        } else if (choice < 860) {
            return new Command.Cancel(order());
        } else if (choice < 940) {
            return new Command.Advance(now() + step());
        } else if (choice < 970) {
            return group();
        } else if (choice < 988) {
            return life(unfinished());
        }
        return rare();
    }

    private Command rare() {
        return switch (random.nextInt(8)) {
            case 0 -> new Command.PauseTrading(false);
            case 1 -> new Command.PauseExchange(false);
            case 2, 3 ->
                new Command.NewFees(random.nextInt(driver.engine.markets().size()), fees(), rounding());
            default -> new Command.Deposit(random.nextInt(Driver.ACCOUNTS), random.nextInt(5_000_000));
        };
    }

    private Command place() {
        int market = market();
        BookSide side = pick(BookSide.values());
        boolean rests = random.nextInt(10) < 7;
        TimeInForce timeInForce = rests
                ? TimeInForce.GOOD_TILL_CANCELED
                : random.nextInt(3) == 0 ? TimeInForce.FILL_OR_KILL : TimeInForce.IMMEDIATE_OR_CANCEL;
        int account = random.nextInt(Driver.ACCOUNTS);
        return new Command.Place(
                account,
                market,
                chance(4) ? id() : null,
                side,
                price(market, side),
                quantity(),
                timeInForce,
                pick(SelfTradePrevention.values()),
                chance(rests ? 4 : 300) ? now() + random.nextLong(20 * SECOND) : 0,
                chance(5),
                chance(rests ? 300 : 4),
                chance(4),
                chance(4) ? groupOf(account) : null);
    }

    private Command amend(int number) {
        Order order = driver.orders.get(number);
        boolean samePrice = random.nextBoolean();
        long total = order.filled() + Math.max(0, order.remaining() + random.nextLong(2_001) - 1_000);
        return new Command.Amend(
                number,
                chance(50) ? pick(BookSide.values()) : order.side(),
                samePrice ? order.price() : price(order.market().number(), order.side()),
                chance(3) ? order.initial() : total,
                chance(8) ? id() : order.clientOrderId(),
                chance(3) ? now() + random.nextLong(20 * SECOND) : order.expiration());
    }

    private Command group() {
        int account = random.nextInt(Driver.ACCOUNTS);
        if (driver.groups.size() < 8 || chance(20)) {
            return new Command.CreateGroup(account, random.nextInt(200_00));
        }
        int group = random.nextInt(driver.groups.size());
        return switch (random.nextInt(8)) {
            case 0 -> new Command.Trigger(group);
            case 1, 2 -> new Command.Limit(group, random.nextInt(200_00));
            case 3 -> new Command.Delete(group);
            default -> new Command.Reset(group);
        };
    }

    /** Moves a market on; mostly as its state allows. */
    private Command life(int market) {
        MarketStatus status = driver.engine.markets().get(market).status();
        if (chance(20)) {
            status = pick(MarketStatus.values());
        }
        return switch (status) {
            case INITIALIZED -> new Command.Advance(now() + SECOND);
            case ACTIVE ->
                chance(4)
                        ? new Command.MoveClose(market, now() + random.nextLong(200 * SECOND) - 5 * SECOND)
                        : new Command.Deactivate(market);
            case INACTIVE -> new Command.Activate(market);
            case CLOSED -> new Command.Determine(market, result());
            case DETERMINED, AMENDED -> new Command.Dispute(market);
            case DISPUTED -> new Command.AmendResult(market, result());
            case FINALIZED -> new Command.Determine(market, result());
        };
    }

    private Command list() {
        long opens = now() + random.nextLong(4 * SECOND) - 3 * SECOND;
        return new Command.List(
                random.nextBoolean(),
                fees(),
                rounding(),
                opens,
                now() + random.nextLong(300 * SECOND) - SECOND,
                random.nextLong(60 * SECOND));
    }

    private int open() {
        int open = 0;
        for (Market market : driver.engine.markets()) {
            open += market.status().compareTo(MarketStatus.CLOSED) < 0 ? 1 : 0;
        }
        return open;
    }

    private int inactive() {
        for (Market market : driver.engine.markets()) {
            if (market.status() == MarketStatus.INACTIVE) {
                return market.number();
            }
        }
        return -1;
    }

    /** A market that has not been paid out, as a rule. */
    private int unfinished() {
        List<Market> markets = driver.engine.markets();
        int market = random.nextInt(markets.size());
        for (int tries = 0; tries < 20 && markets.get(market).status() == MarketStatus.FINALIZED; tries++) {
            market = random.nextInt(markets.size());
        }
        return market;
    }

    /** A market that is open, as a rule. */
    private int market() {
        List<Market> markets = driver.engine.markets();
        int market = random.nextInt(markets.size());
        for (int tries = 0; tries < 20 && !markets.get(market).isActive(); tries++) {
            market = random.nextInt(markets.size());
        }
        return market;
    }

    /** An order that rests, as a rule. */
    private int order() {
        int size = driver.orders.size();
        int order = size - 1 - random.nextInt(Math.min(size, RECENT));
        for (int tries = 0; tries < 8 && !driver.orders.get(order).isResting(); tries++) {
            order = size - 1 - random.nextInt(Math.min(size, RECENT));
        }
        return order;
    }

    private @Nullable Integer groupOf(int account) {
        for (int group = driver.groups.size() - 1; group >= 0; group--) {
            if (driver.groups.get(group).account().number() == account) {
                return group;
            }
        }
        return null;
    }

    private int price(int market, BookSide side) {
        var grid = driver.engine.markets().get(market).grid();
        int away = random.nextInt(chance(10) ? 60 : 14) - 4;
        int tick = grid.size() / 2 + market % 10 + (side == BookSide.BID ? -away : away);
        return chance(200) ? random.nextInt(10_001) : grid.units(tick);
    }

    private long quantity() {
        return switch (random.nextInt(12)) {
            case 0 -> random.nextInt(100);
            case 1 -> random.nextInt(20_000);
            case 2, 3 -> 1 + random.nextInt(1_000);
            default -> 100L * (1 + random.nextInt(20));
        };
    }

    private long step() {
        int most = chance(20) ? 10_000_000 : random.nextBoolean() ? 1_000 : 1_000_000;
        return random.nextInt(most);
    }

    private String id() {
        return "id-" + random.nextInt(5_000);
    }

    private FeeType fees() {
        return pick(FeeType.values());
    }

    private FeeRounding rounding() {
        return random.nextBoolean() ? FeeRounding.MICRO : FeeRounding.CENTICENT;
    }

    private MarketResult result() {
        return switch (random.nextInt(4)) {
            case 0 -> MarketResult.YES;
            case 1 -> MarketResult.NO;
            case 2 -> MarketResult.VOID;
            default -> MarketResult.scalar(random.nextInt(10_001));
        };
    }

    private long now() {
        return driver.engine.now();
    }

    private boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    private <T> T pick(T[] values) {
        return values[random.nextInt(values.length)];
    }
}
