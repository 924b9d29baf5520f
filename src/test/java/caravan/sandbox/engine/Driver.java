package caravan.sandbox.engine;

import caravan.rules.Fees;
import caravan.rules.PriceStructure;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives commands to an engine. */
final class Driver {
    static final int ACCOUNTS = 6;
    static final long CASH = 100_000_000;

    final Engine engine;
    final List<Order> orders = new ArrayList<>();
    final List<OrderGroup> groups = new ArrayList<>();

    Driver(EngineListener listener) {
        engine = new Engine(1, Floor.NOON, listener);
        for (int i = 0; i < ACCOUNTS; i++) {
            engine.admit("M" + i, CASH);
        }
    }

    /** Why the engine refused; null if it did not. */
    Refusal.@Nullable Reason give(Command command) {
        try {
            apply(command);
            return null;
        } catch (Refusal refusal) {
            return refusal.reason();
        }
    }

    private void apply(Command command) {
        if (command instanceof Command.Place place) {
            orders.add(engine.place(asked(place)));
        } else if (command instanceof Command.Amend amend) {
            Order order = orders.get(amend.order());
            engine.amend(order, amend.side(), amend.price(), amend.total(), amend.id(), amend.expiration());
        } else if (command instanceof Command.Decrease decrease) {
            engine.decrease(orders.get(decrease.order()), decrease.remaining());
        } else if (command instanceof Command.Cancel cancel) {
            engine.cancel(orders.get(cancel.order()));
        } else if (command instanceof Command.Advance advance) {
            engine.advanceTo(advance.time());
        } else if (command instanceof Command.Deposit deposit) {
            engine.deposit(engine.accounts().get(deposit.account()), deposit.amount());
        } else if (command instanceof Command.PauseTrading pause) {
            engine.trading(pause.active());
        } else if (command instanceof Command.PauseExchange pause) {
            engine.exchange(pause.active());
        } else {
            group(command);
            market(command);
        }
    }

    private NewOrder asked(Command.Place place) {
        return new NewOrder(
                engine.accounts().get(place.account()),
                market(place.market()),
                place.id(),
                place.side(),
                place.price(),
                place.quantity(),
                place.timeInForce(),
                place.prevention(),
                place.expiration(),
                place.postOnly(),
                place.reduceOnly(),
                place.cancelOnPause(),
                place.group() == null ? null : groups.get(place.group()));
    }

    private void group(Command command) {
        if (command instanceof Command.CreateGroup create) {
            groups.add(engine.createGroup(engine.accounts().get(create.account()), create.limit()));
        } else if (command instanceof Command.Trigger trigger) {
            engine.trigger(groups.get(trigger.group()));
        } else if (command instanceof Command.Reset reset) {
            engine.reset(groups.get(reset.group()));
        } else if (command instanceof Command.Limit limit) {
            engine.limit(groups.get(limit.group()), limit.limit());
        } else if (command instanceof Command.Delete delete) {
            engine.delete(groups.get(delete.group()));
        }
    }

    private void market(Command command) {
        MarketLife life = engine.life();
        if (command instanceof Command.List list) {
            PriceStructure structure = list.tapered() ? PriceStructure.TAPERED_DECI_CENT : PriceStructure.LINEAR_CENT;
            Fees fees = new Fees(list.fees(), BigDecimal.ONE, list.rounding(), Fees.CENTICENT, true);
            String ticker = "MARKET-" + engine.markets().size();
            engine.list(ticker, structure.grid(), fees, list.opens(), list.closes(), list.settlementDelay());
        } else if (command instanceof Command.NewFees fees) {
            engine.fees(
                    market(fees.market()),
                    new Fees(fees.fees(), BigDecimal.ONE, fees.rounding(), Fees.CENTICENT, true));
        } else if (command instanceof Command.Deactivate deactivate) {
            life.deactivate(market(deactivate.market()));
        } else if (command instanceof Command.Activate activate) {
            life.activate(market(activate.market()));
        } else if (command instanceof Command.MoveClose move) {
            life.moveClose(market(move.market()), move.closes());
        } else if (command instanceof Command.Determine determine) {
            life.determine(market(determine.market()), determine.result());
        } else if (command instanceof Command.Dispute dispute) {
            life.dispute(market(dispute.market()));
        } else if (command instanceof Command.AmendResult amend) {
            life.amend(market(amend.market()), amend.result());
        }
    }

    private Market market(int number) {
        return engine.markets().get(number);
    }
}
