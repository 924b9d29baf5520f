package caravan.sandbox.engine;

import static java.math.BigDecimal.ONE;
import static java.math.BigDecimal.ZERO;

import caravan.model.BookSide;
import caravan.rules.FeeRounding;
import caravan.rules.FeeType;
import caravan.rules.PriceGrid;
import caravan.rules.PriceStructure;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The exchange once more, as slow and plain as its rules: lists that are searched, decimals, nothing remembered that can
 * be found out.
 */
final class SlowExchange {
    private static final BigDecimal PRECISION = new BigDecimal("0.0001");
    private static final BigDecimal MOST_CONTRACTS = new BigDecimal("1000000000");
    private static final long WINDOW = 15_000_000;

    static final class Member {
        BigDecimal cash;
        final Set<String> ids = new HashSet<>();
        final Map<Venue, Holding> holdings = new HashMap<>();

        Member(BigDecimal cash) {
            this.cash = cash;
        }

        Holding in(Venue venue) {
            return holdings.computeIfAbsent(venue, none -> new Holding());
        }
    }

    static final class Holding {
        BigDecimal contracts = ZERO;
        BigDecimal cost = ZERO;
        BigDecimal realized = ZERO;
    }

    static final class Venue {
        MarketStatus status = MarketStatus.INITIALIZED;
        PriceGrid grid = PriceStructure.LINEAR_CENT.grid();
        FeeType feeType = FeeType.QUADRATIC;
        FeeRounding rounding = FeeRounding.MICRO;
        long opens;
        long closes;
        long delay;
        long pays = Long.MAX_VALUE;

        @Nullable
        MarketResult result;
    }

    static final class Ticket {
        final Member owner;
        final Venue venue;
        final Command.Place asked;
        final @Nullable Pool pool;

        @Nullable
        String id;

        BigDecimal price;
        BigDecimal total;
        BigDecimal filled = ZERO;
        BigDecimal remaining;
        BigDecimal collected = ZERO;
        BigDecimal fees = ZERO;
        long expires;
        /** Its place in the queue; not in a queue while it is 0. */
        long arrival;

        OrderStatus status = OrderStatus.RESTING;

        Ticket(Member owner, Venue venue, Command.Place asked, @Nullable Pool pool, BigDecimal remaining) {
            this.owner = owner;
            this.venue = venue;
            this.asked = asked;
            this.pool = pool;
            this.id = asked.id();
            this.price = dollars(asked.price());
            this.total = contracts(asked.quantity());
            this.remaining = remaining;
            this.expires = asked.expiration();
        }

        boolean isBid() {
            return asked.side() == BookSide.BID;
        }

        boolean waits() {
            return status == OrderStatus.RESTING && arrival > 0;
        }

        /** The price of the outcome that it buys, where it trades at a YES price. */
        BigDecimal pays(BigDecimal yesPrice) {
            return isBid() ? yesPrice : ONE.subtract(yesPrice);
        }

        boolean meets(Ticket other) {
            return isBid() ? price.compareTo(other.price) >= 0 : price.compareTo(other.price) <= 0;
        }
    }

    static final class Pool {
        final Member owner;
        BigDecimal limit;
        boolean triggered;
        final List<Traded> traded = new ArrayList<>();

        Pool(Member owner, BigDecimal limit) {
            this.owner = owner;
            this.limit = limit;
        }
    }

    private record Traded(long time, BigDecimal quantity) {}

    /** The command cannot be; for any of these reasons. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Set<Refusal.Reason> reasons;

        Refused(Set<Refusal.Reason> reasons) {
            this.reasons = reasons;
        }
    }

    final List<Member> members = new ArrayList<>();
    final List<Venue> venues = new ArrayList<>();
    final List<Ticket> tickets = new ArrayList<>();
    final List<Pool> pools = new ArrayList<>();
    /** Every trade: both orders, quantity, price, both fees. */
    final List<String> tape = new ArrayList<>();

    private long now = Floor.NOON;
    private long arrivals;
    private boolean trading = true;
    private boolean running = true;

    SlowExchange() {
        for (int i = 0; i < Driver.ACCOUNTS; i++) {
            members.add(new Member(BigDecimal.valueOf(Driver.CASH, 6)));
        }
    }

    /** All reasons to refuse the command; empty when it was carried out. */
    Set<Refusal.Reason> give(Command command) {
        try {
            if (command instanceof Command.Place place) {
                place(place);
            } else if (command instanceof Command.Amend amend) {
                amend(tickets.get(amend.order()), amend);
            } else if (command instanceof Command.Decrease decrease) {
                decrease(tickets.get(decrease.order()), contracts(decrease.remaining()));
            } else if (command instanceof Command.Cancel cancel) {
                cancel(tickets.get(cancel.order()));
            } else if (command instanceof Command.Advance advance) {
                advance(advance.time());
            } else if (command instanceof Command.Deposit deposit) {
                Member member = members.get(deposit.account());
                member.cash = member.cash.add(BigDecimal.valueOf(deposit.amount(), 6));
            } else if (command instanceof Command.PauseTrading pause) {
                trading = pause.active();
                pause();
            } else if (command instanceof Command.PauseExchange pause) {
                running = pause.active();
                pause();
            } else {
                pool(command);
                venue(command);
            }
            return Set.of();
        } catch (Refused refused) {
            return refused.reasons;
        }
    }

    // --- Orders -----------------------------------------------------------------------------------------------------

    private void place(Command.Place asked) throws Refused {
        Member owner = members.get(asked.account());
        Venue venue = venues.get(asked.market());
        Pool pool = asked.group() == null ? null : pools.get(asked.group());
        boolean rests = asked.timeInForce() == TimeInForce.GOOD_TILL_CANCELED;
        BigDecimal quantity = contracts(asked.quantity());
        if (asked.reduceOnly()) {
            quantity = quantity.min(closable(owner, venue, asked.side()));
        }
        Ticket ticket = new Ticket(owner, venue, asked, pool, quantity);
        Set<Refusal.Reason> reasons = pauses(venue);
        refuseIf(reasons, !venue.grid.allows(asked.price()), Refusal.Reason.INVALID_PRICE);
        refuseIf(reasons, asked.quantity() <= 0, Refusal.Reason.INVALID_QUANTITY);
        refuseIf(
                reasons,
                asked.expiration() != 0 && (!rests || asked.expiration() <= now),
                Refusal.Reason.INVALID_EXPIRATION);
        refuseIf(
                reasons,
                asked.reduceOnly() && asked.timeInForce() != TimeInForce.IMMEDIATE_OR_CANCEL,
                Refusal.Reason.REDUCE_ONLY_NOT_IMMEDIATE);
        refuseIf(reasons, asked.reduceOnly() && quantity.signum() == 0, Refusal.Reason.REDUCE_ONLY_WITHOUT_POSITION);
        refuseIf(
                reasons,
                asked.id() != null && owner.ids.contains(asked.id()),
                Refusal.Reason.DUPLICATE_CLIENT_ORDER_ID);
        refuseIf(reasons, pool != null && pool.triggered, Refusal.Reason.GROUP_TRIGGERED);
        refuseIf(reasons, asked.postOnly() && best(ticket) != null, Refusal.Reason.POST_ONLY_CROSS);
        refuseIf(reasons, !affords(ticket, null), Refusal.Reason.INSUFFICIENT_BALANCE);
        refuse(reasons);

        if (asked.id() != null) {
            owner.ids.add(asked.id());
        }
        tickets.add(ticket);
        arrive(ticket);
    }

    private void amend(Ticket ticket, Command.Amend amend) throws Refused {
        Set<Refusal.Reason> reasons = pauses(ticket.venue);
        BigDecimal remaining = contracts(amend.total()).subtract(ticket.filled);
        boolean renamed = amend.id() != null && !amend.id().equals(ticket.id);
        refuseIf(reasons, !ticket.waits(), Refusal.Reason.ORDER_NOT_RESTING);
        refuseIf(reasons, amend.side() != ticket.asked.side(), Refusal.Reason.SIDE_MISMATCH);
        refuseIf(reasons, !ticket.venue.grid.allows(amend.price()), Refusal.Reason.INVALID_PRICE);
        refuseIf(
                reasons,
                remaining.signum() <= 0 || contracts(amend.total()).compareTo(MOST_CONTRACTS) > 0,
                Refusal.Reason.INVALID_QUANTITY);
        refuseIf(reasons, amend.expiration() != 0 && amend.expiration() <= now, Refusal.Reason.INVALID_EXPIRATION);
        refuseIf(reasons, renamed && ticket.owner.ids.contains(amend.id()), Refusal.Reason.DUPLICATE_CLIENT_ORDER_ID);
        boolean stays =
                dollars(amend.price()).compareTo(ticket.price) == 0 && remaining.compareTo(ticket.remaining) <= 0;
        if (!stays) {
            Ticket moved = new Ticket(ticket.owner, ticket.venue, ticket.asked, ticket.pool, remaining);
            moved.price = dollars(amend.price());
            refuseIf(reasons, ticket.asked.postOnly() && best(moved) != null, Refusal.Reason.POST_ONLY_CROSS);
            refuseIf(reasons, !affords(moved, ticket), Refusal.Reason.INSUFFICIENT_BALANCE);
        }
        refuse(reasons);

        if (renamed) {
            ticket.owner.ids.add(amend.id());
            ticket.id = amend.id();
        }
        ticket.expires = amend.expiration();
        ticket.price = dollars(amend.price());
        ticket.total = contracts(amend.total());
        ticket.remaining = remaining;
        if (!stays) {
            ticket.arrival = 0;
            arrive(ticket);
        }
    }

    private void decrease(Ticket ticket, BigDecimal remaining) throws Refused {
        Set<Refusal.Reason> reasons = pauses(ticket.venue);
        refuseIf(reasons, !ticket.waits(), Refusal.Reason.ORDER_NOT_RESTING);
        refuseIf(reasons, remaining.compareTo(ticket.remaining) >= 0, Refusal.Reason.INVALID_QUANTITY);
        refuse(reasons);
        if (remaining.signum() == 0) {
            end(ticket);
        } else {
            ticket.remaining = remaining;
            ticket.total = ticket.filled.add(remaining);
        }
    }

    private void cancel(Ticket ticket) throws Refused {
        Set<Refusal.Reason> reasons = EnumSet.noneOf(Refusal.Reason.class);
        refuseIf(reasons, !running, Refusal.Reason.EXCHANGE_PAUSED);
        refuseIf(reasons, ticket.venue.status.compareTo(MarketStatus.CLOSED) >= 0, Refusal.Reason.MARKET_NOT_ACTIVE);
        refuseIf(reasons, !ticket.waits(), Refusal.Reason.ORDER_NOT_RESTING);
        refuse(reasons);
        end(ticket);
    }

    private static void end(Ticket ticket) {
        ticket.status = OrderStatus.CANCELED;
        ticket.remaining = ZERO;
    }

    // --- Matching ---------------------------------------------------------------------------------------------------

    private void arrive(Ticket taker) {
        boolean whole = taker.asked.timeInForce() == TimeInForce.FILL_OR_KILL;
        if (!whole || reachable(taker).compareTo(taker.remaining) >= 0) {
            match(taker);
        }
        if (taker.status != OrderStatus.RESTING) {
            return;
        }
        if (taker.asked.timeInForce() == TimeInForce.GOOD_TILL_CANCELED) {
            taker.arrival = ++arrivals;
        } else {
            end(taker);
        }
    }

    private void match(Ticket taker) {
        while (taker.status == OrderStatus.RESTING && taker.remaining.signum() > 0) {
            Ticket maker = best(taker);
            if (maker == null) {
                return;
            } else if (maker.owner != taker.owner) {
                trade(maker, taker);
            } else if (taker.asked.prevention() == SelfTradePrevention.MAKER) {
                end(maker);
            } else {
                end(taker);
            }
        }
    }

    /** Whom an order meets first, if anybody. */
    private @Nullable Ticket best(Ticket taker) {
        Comparator<Ticket> price = Comparator.comparing(ticket -> ticket.price);
        return tickets.stream()
                .filter(Ticket::waits)
                .filter(other -> other.venue == taker.venue && other.isBid() != taker.isBid() && taker.meets(other))
                .min((taker.isBid() ? price : price.reversed()).thenComparing(ticket -> ticket.arrival))
                .orElse(null);
    }

    private BigDecimal reachable(Ticket taker) {
        return tickets.stream()
                .filter(Ticket::waits)
                .filter(other -> other.venue == taker.venue && other.isBid() != taker.isBid() && taker.meets(other))
                .map(ticket -> ticket.remaining)
                .reduce(ZERO, BigDecimal::add);
    }

    private void trade(Ticket maker, Ticket taker) {
        BigDecimal quantity = maker.remaining.min(taker.remaining);
        BigDecimal price = maker.price;
        BigDecimal makerFee = fill(maker, price, quantity, false);
        BigDecimal takerFee = fill(taker, price, quantity, true);
        tape.add(line(tickets.indexOf(maker), tickets.indexOf(taker), quantity, price, makerFee, takerFee));
        count(maker, quantity);
        count(taker, quantity);
    }

    static String line(
            int maker, int taker, BigDecimal quantity, BigDecimal price, BigDecimal makerFee, BigDecimal takerFee) {
        return maker + " and " + taker + ": " + quantity.setScale(2) + " at " + price.setScale(4) + ", fees "
                + makerFee.setScale(6) + " and " + takerFee.setScale(6);
    }

    private static BigDecimal fill(Ticket ticket, BigDecimal price, BigDecimal quantity, boolean taker) {
        Holding holding = ticket.owner.in(ticket.venue);
        BigDecimal each = ticket.pays(price);
        BigDecimal closed = quantity.min(closable(ticket.owner, ticket.venue, ticket.asked.side()));
        BigDecimal opened = quantity.subtract(closed);
        if (closed.signum() > 0) {
            BigDecimal part = holding.cost.multiply(closed).divide(holding.contracts.abs(), 6, RoundingMode.DOWN);
            BigDecimal earned = closed.multiply(ONE.subtract(each));
            holding.cost = holding.cost.subtract(part);
            holding.realized = holding.realized.add(earned).subtract(part);
            ticket.owner.cash = ticket.owner.cash.add(earned);
        }
        holding.cost = holding.cost.add(opened.multiply(each));
        ticket.owner.cash = ticket.owner.cash.subtract(opened.multiply(each));
        holding.contracts = ticket.isBid() ? holding.contracts.add(quantity) : holding.contracts.subtract(quantity);
        BigDecimal fee = fee(ticket, price, quantity, taker);
        ticket.fees = ticket.fees.add(fee);
        ticket.owner.cash = ticket.owner.cash.subtract(fee);
        ticket.filled = ticket.filled.add(quantity);
        ticket.remaining = ticket.remaining.subtract(quantity);
        if (ticket.filled.compareTo(ticket.total) == 0) {
            ticket.status = OrderStatus.EXECUTED;
        }
        return fee;
    }

    // --- Fees -------------------------------------------------------------------------------------------------------

    private static BigDecimal fee(Ticket ticket, BigDecimal price, BigDecimal quantity, boolean taker) {
        boolean micro = ticket.venue.rounding == FeeRounding.MICRO;
        BigDecimal value = quantity.multiply(price);
        BigDecimal trade = tradeFee(ticket.venue, price, quantity, taker);
        BigDecimal raw = (ticket.isBid() ? value.negate() : value).subtract(trade);
        BigDecimal rounding = raw.subtract(multiple(raw, PRECISION));
        BigDecimal unit = micro ? PRECISION : new BigDecimal("0.01");
        BigDecimal collected = ticket.collected.add(rounding);
        BigDecimal rebate = multiple(collected, unit).min(multiple(trade.add(rounding), unit));
        ticket.collected = collected.subtract(rebate);
        return trade.add(rounding).subtract(rebate);
    }

    private static BigDecimal tradeFee(Venue venue, BigDecimal price, BigDecimal quantity, boolean taker) {
        BigDecimal makerRate = switch (venue.feeType) {
            case QUADRATIC -> ZERO;
            case QUADRATIC_WITH_MAKER_FEES -> new BigDecimal("0.0175");
            case QUADRATIC_WITH_COMBO_MAKER_FEES -> new BigDecimal("0.035");
        };
        return (taker ? new BigDecimal("0.07") : makerRate)
                .multiply(quantity)
                .multiply(price)
                .multiply(ONE.subtract(price))
                .setScale(venue.rounding == FeeRounding.MICRO ? 6 : 4, RoundingMode.CEILING);
    }

    private static BigDecimal multiple(BigDecimal amount, BigDecimal unit) {
        return amount.divide(unit, 0, RoundingMode.FLOOR).multiply(unit);
    }

    // --- Money ------------------------------------------------------------------------------------------------------

    private static BigDecimal closable(Member member, Venue venue, BookSide side) {
        BigDecimal contracts = member.in(venue).contracts;
        return (side == BookSide.BID ? contracts.negate() : contracts).max(ZERO);
    }

    /** What a member's waiting orders hold back in a market, as if one more waited there, perhaps instead of another. */
    private BigDecimal held(Member member, Venue venue, @Nullable Ticket more, @Nullable Ticket instead) {
        BigDecimal held = ZERO;
        for (BookSide side : BookSide.values()) {
            BigDecimal closing = closable(member, venue, side);
            for (Ticket ticket : inTurn(member, venue, side, more, instead)) {
                BigDecimal closes = closing.min(ticket.remaining);
                closing = closing.subtract(closes);
                boolean taker = ticket == more && best(more) != null;
                held = held.add(holdsBack(ticket, ticket.remaining.subtract(closes), taker));
            }
        }
        return held;
    }

    private List<Ticket> inTurn(
            Member member, Venue venue, BookSide side, @Nullable Ticket more, @Nullable Ticket instead) {
        List<Ticket> turn = new ArrayList<>();
        for (Ticket ticket : tickets) {
            if (ticket.waits()
                    && ticket != instead
                    && ticket.owner == member
                    && ticket.venue == venue
                    && ticket.asked.side() == side) {
                turn.add(ticket);
            }
        }
        if (more != null && more.asked.side() == side) {
            turn.add(more);
        }
        turn.sort(Comparator.<Ticket, BigDecimal>comparing(
                        ticket -> ticket.isBid() ? ticket.price.negate() : ticket.price)
                .thenComparing(ticket -> ticket == more ? Long.MAX_VALUE : ticket.arrival));
        return turn;
    }

    BigDecimal available(Member member) {
        BigDecimal available = member.cash;
        for (Venue venue : venues) {
            available = available.subtract(held(member, venue, null, null));
        }
        return available;
    }

    private boolean affords(Ticket ticket, @Nullable Ticket instead) {
        Member owner = ticket.owner;
        Venue venue = ticket.venue;
        BigDecimal needed = held(owner, venue, ticket, instead).subtract(held(owner, venue, null, null));
        BigDecimal closing = closable(owner, venue, ticket.asked.side());
        for (Ticket other : inTurn(owner, venue, ticket.asked.side(), ticket, instead)) {
            if (other == ticket) {
                break;
            }
            closing = closing.subtract(other.remaining).max(ZERO);
        }
        BigDecimal closes = closing.min(ticket.remaining);
        BigDecimal paid = costs(ticket, closes, best(ticket) != null);
        needed = needed.add(paid.subtract(closes).max(ZERO));
        return needed.signum() <= 0 || needed.compareTo(available(owner)) <= 0;
    }

    /** So much of a ticket, bought at its limit in one fill. */
    private static BigDecimal costs(Ticket ticket, BigDecimal quantity, boolean taker) {
        BigDecimal paid = quantity.multiply(ticket.pays(ticket.price));
        BigDecimal exact = paid.add(tradeFee(ticket.venue, ticket.price, quantity, taker));
        return exact.divide(PRECISION, 0, RoundingMode.CEILING).multiply(PRECISION);
    }

    /** The same, and where there is a fee, what rounding may collect before it is paid back. */
    private static BigDecimal holdsBack(Ticket ticket, BigDecimal quantity, boolean taker) {
        boolean free = tradeFee(ticket.venue, ticket.price, quantity, taker).signum() == 0;
        BigDecimal unit = ticket.venue.rounding == FeeRounding.MICRO ? PRECISION : new BigDecimal("0.01");
        return costs(ticket, quantity, taker).add(free ? ZERO : unit);
    }

    // --- Groups -----------------------------------------------------------------------------------------------------

    private void pool(Command command) throws Refused {
        boolean known = command instanceof Command.CreateGroup
                || command instanceof Command.Trigger
                || command instanceof Command.Reset
                || command instanceof Command.Limit
                || command instanceof Command.Delete;
        if (known && !running) {
            throw new Refused(Set.of(Refusal.Reason.EXCHANGE_PAUSED));
        }
        if (command instanceof Command.CreateGroup create) {
            requireLimit(create.limit());
            pools.add(new Pool(members.get(create.account()), contracts(create.limit())));
        } else if (command instanceof Command.Trigger trigger) {
            trigger(pools.get(trigger.group()));
        } else if (command instanceof Command.Reset reset) {
            pools.get(reset.group()).triggered = false;
            pools.get(reset.group()).traded.clear();
        } else if (command instanceof Command.Limit limit) {
            requireLimit(limit.limit());
            pools.get(limit.group()).limit = contracts(limit.limit());
            triggerIfExceeded(pools.get(limit.group()));
        } else if (command instanceof Command.Delete delete) {
            trigger(pools.get(delete.group()));
        }
    }

    private static void requireLimit(long limit) throws Refused {
        if (limit < 100 || limit > 100_000_000) {
            throw new Refused(Set.of(Refusal.Reason.INVALID_QUANTITY));
        }
    }

    private void count(Ticket ticket, BigDecimal quantity) {
        if (ticket.pool != null) {
            ticket.pool.traded.add(new Traded(now, quantity));
            if (triggerIfExceeded(ticket.pool) && ticket.status == OrderStatus.RESTING) {
                end(ticket);
            }
        }
    }

    private boolean triggerIfExceeded(Pool pool) {
        BigDecimal lately = pool.traded.stream()
                .filter(traded -> traded.time() > now - WINDOW)
                .map(Traded::quantity)
                .reduce(ZERO, BigDecimal::add);
        if (pool.triggered || lately.compareTo(pool.limit) <= 0) {
            return false;
        }
        trigger(pool);
        return true;
    }

    private void trigger(Pool pool) {
        pool.triggered = true;
        tickets.stream().filter(ticket -> ticket.waits() && ticket.pool == pool).forEach(SlowExchange::end);
    }

    // --- Markets and time -------------------------------------------------------------------------------------------

    private void venue(Command command) throws Refused {
        if (command instanceof Command.List list) {
            Venue venue = new Venue();
            venue.grid = (list.tapered() ? PriceStructure.TAPERED_DECI_CENT : PriceStructure.LINEAR_CENT).grid();
            venue.feeType = list.fees();
            venue.rounding = list.rounding();
            venue.opens = list.opens();
            venue.closes = list.closes();
            venue.delay = list.settlementDelay();
            venues.add(venue);
            openAndClose();
        } else if (command instanceof Command.NewFees fees) {
            venues.get(fees.market()).feeType = fees.fees();
            venues.get(fees.market()).rounding = fees.rounding();
        } else if (command instanceof Command.Deactivate deactivate) {
            Venue venue = require(deactivate.market(), MarketStatus.ACTIVE);
            venue.status = MarketStatus.INACTIVE;
            cancelAll(venue, true);
        } else if (command instanceof Command.Activate activate) {
            Venue venue = require(activate.market(), MarketStatus.INACTIVE);
            cancelAll(venue, false);
            venue.status = MarketStatus.ACTIVE;
        } else if (command instanceof Command.MoveClose move) {
            Venue venue = require(move.market(), MarketStatus.INITIALIZED, MarketStatus.ACTIVE, MarketStatus.INACTIVE);
            venue.closes = move.closes();
            openAndClose();
        } else if (command instanceof Command.Determine determine) {
            Venue venue = require(determine.market(), MarketStatus.CLOSED);
            venue.status = MarketStatus.DETERMINED;
            decide(venue, determine.result());
        } else if (command instanceof Command.Dispute dispute) {
            Venue venue = require(dispute.market(), MarketStatus.DETERMINED, MarketStatus.AMENDED);
            venue.status = MarketStatus.DISPUTED;
            venue.pays = Long.MAX_VALUE;
        } else if (command instanceof Command.AmendResult amend) {
            Venue venue = require(amend.market(), MarketStatus.DISPUTED);
            venue.status = MarketStatus.AMENDED;
            decide(venue, amend.result());
        }
    }

    private Venue require(int number, MarketStatus... allowed) throws Refused {
        Venue venue = venues.get(number);
        if (!Set.of(allowed).contains(venue.status)) {
            throw new Refused(Set.of(Refusal.Reason.INVALID_STATE));
        }
        return venue;
    }

    private void decide(Venue venue, MarketResult result) {
        venue.result = result;
        venue.pays = now + venue.delay;
    }

    private void pause() {
        if (!trading || !running) {
            venues.forEach(venue -> cancelAll(venue, true));
        }
    }

    private void cancelAll(Venue venue, boolean onlyOnPause) {
        tickets.stream()
                .filter(ticket -> ticket.waits() && ticket.venue == venue)
                .filter(ticket -> !onlyOnPause || ticket.asked.cancelOnPause())
                .forEach(SlowExchange::end);
    }

    /** Nothing of what happens by itself depends on what else does, so the time in between does not matter. */
    private void advance(long time) {
        now = Math.max(now, time);
        tickets.stream()
                .filter(ticket -> ticket.waits() && ticket.expires != 0 && ticket.expires <= now)
                .forEach(SlowExchange::end);
        openAndClose();
        venues.stream().filter(venue -> venue.pays <= now).forEach(this::pay);
    }

    private void openAndClose() {
        for (Venue venue : venues) {
            if (venue.status == MarketStatus.INITIALIZED && venue.opens <= now) {
                venue.status = MarketStatus.ACTIVE;
            }
            if (venue.status.compareTo(MarketStatus.CLOSED) < 0 && venue.closes <= now) {
                cancelAll(venue, false);
                venue.status = MarketStatus.CLOSED;
            }
        }
    }

    private void pay(Venue venue) {
        venue.pays = Long.MAX_VALUE;
        venue.status = MarketStatus.FINALIZED;
        MarketResult result = venue.result;
        for (Member member : members) {
            Holding holding = member.in(venue);
            BigDecimal yes = dollars(result == null ? 0 : result.value());
            BigDecimal paid = result != null && result.kind() == MarketResult.Kind.VOID
                    ? holding.cost
                    : holding.contracts.signum() > 0
                            ? holding.contracts.multiply(yes)
                            : holding.contracts.negate().multiply(ONE.subtract(yes));
            member.cash = member.cash.add(paid);
            holding.realized = holding.realized.add(paid).subtract(holding.cost);
            holding.contracts = ZERO;
            holding.cost = ZERO;
        }
    }

    private Set<Refusal.Reason> pauses(Venue venue) {
        Set<Refusal.Reason> reasons = EnumSet.noneOf(Refusal.Reason.class);
        refuseIf(reasons, !running, Refusal.Reason.EXCHANGE_PAUSED);
        refuseIf(reasons, !trading, Refusal.Reason.TRADING_PAUSED);
        refuseIf(reasons, venue.status != MarketStatus.ACTIVE, Refusal.Reason.MARKET_NOT_ACTIVE);
        return reasons;
    }

    private static void refuseIf(Set<Refusal.Reason> reasons, boolean wrong, Refusal.Reason reason) {
        if (wrong) {
            reasons.add(reason);
        }
    }

    private static void refuse(Set<Refusal.Reason> reasons) throws Refused {
        if (!reasons.isEmpty()) {
            throw new Refused(reasons);
        }
    }

    static BigDecimal dollars(int price) {
        return BigDecimal.valueOf(price, 4);
    }

    static BigDecimal contracts(long quantity) {
        return BigDecimal.valueOf(quantity, 2);
    }
}
