package caravan.portfolio;

import caravan.model.Money;
import caravan.model.OpenOrders;
import caravan.model.Quantity;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds positions and cash of the account against what is known here.
 *
 * <p>A position that nobody explains ends trading, if we ever traded that market; money that came or went, and whatever a
 * person does on the account, is told and taken as it is. For one thread.
 */
final class AccountComparison {
    private static final Logger LOG = LoggerFactory.getLogger("caravan.portfolio");

    private final AccountRows rows;
    private final FillRows fills;
    private final Explanations explanations;
    private final OwnPositions own;
    private final AccountBook account;
    private final OpenOrders orders;
    private final Doubts doubts;
    private final InstantSource clock;

    AccountComparison(
            AccountRows rows,
            FillRows fills,
            Explanations explanations,
            OwnPositions own,
            AccountBook account,
            OpenOrders orders,
            Doubts doubts,
            InstantSource clock) {
        this.rows = rows;
        this.fills = fills;
        this.explanations = explanations;
        this.own = own;
        this.account = account;
        this.orders = orders;
        this.doubts = doubts;
        this.clock = clock;
    }

    /**
     * Compares.
     *
     * @param news gets lines for people
     * @return why trading has to end; null where there is no reason
     */
    @Nullable
    String compare(Reading now, List<String> news) {
        if (rows.hasOpening()) {
            return difference(now, news);
        }
        opening(now);
        return null;
    }

    /** Whether something was not explained the last time, or not for long enough. */
    boolean isInDoubt() {
        return doubts.isAny();
    }

    /** The first time on an account: what it has that no fill explains was there before. */
    private void opening(Reading now) {
        FillRows.Flow flow = fills.flow();
        Unexplained before =
                new Unexplained(explanations.positions(now, fills.nets()), explanations.cash(now, flow), true);
        account.set(now.balance().cash(), now.positions(), Money.ZERO);
        if (!doubts.isConfirmed(before) || flow.unknownFees() > 0) {
            account.doubt("it is being compared with the exchange for the first time");
            return;
        }
        rows.open(before.positions(), new Money(before.cash()), flow.fills(), clock.instant());
        LOG.info(opening(now.balance().cash(), before.positions().keySet(), now.positions()));
        doubts.clear();
    }

    /**
     * What an account begins with, for people.
     *
     * @param unexplained markets in which the exchange holds more or less than the fills here made
     * @param held what the exchange says
     */
    static String opening(Money cash, Set<String> unexplained, Map<String, Quantity> held) {
        long there = unexplained.stream()
                .filter(ticker -> held.getOrDefault(ticker, Quantity.ZERO).units() != 0)
                .count();
        long gone = unexplained.size() - there;
        String text = there == 0
                ? "The account has %s dollars and no positions but by fills that are stored here".formatted(cash)
                : "The account has %s dollars and positions in %d markets that were there before; they are left alone"
                        .formatted(cash, there);
        return gone == 0
                ? text
                : text + ". Markets in which the fills stored here are of an exchange before: %d".formatted(gone);
    }

    private @Nullable String difference(Reading now, List<String> news) {
        Map<String, Quantity> positions = explanations.positions(now);
        FillRows.Flow flow = fills.flow();
        Unexplained found = new Unexplained(positions, explanations.cashSince(now, flow), false);
        account.set(now.balance().cash(), now.positions(), new Money(found.cash()));
        if (found.isNothing()) {
            doubts.clear();
            return null;
        }
        if (!doubts.isConfirmed(found)) {
            if (!found.positions().isEmpty()) {
                account.doubt("something is not explained, and is looked at again: "
                        + Unexplained.text(found.positions(), now.positions()));
            }
            return null;
        }
        Map<String, Quantity> ours = new TreeMap<>(found.positions());
        ours.keySet().removeIf(ticker -> !isOurs(ticker));
        if (!ours.isEmpty()) {
            String reason = "position not explained: " + Unexplained.text(ours, now.positions());
            account.doubt(reason);
            return reason;
        }
        found.positions().forEach((ticker, quantity) -> take(ticker, quantity, news));
        if (found.cash() != 0) {
            move(new Money(found.cash()), flow.fills(), news);
        }
        doubts.clear();
        return null;
    }

    /** Whether what happens to a position there may be our doing. */
    private boolean isOurs(String ticker) {
        return own.hasTraded(ticker)
                || !orders.in(ticker).isEmpty()
                || fills.clientOrderIds(ticker).stream().anyMatch(orders::isOurClientOrderId);
    }

    private void take(String ticker, Quantity quantity, List<String> news) {
        Quantity before = rows.baseline().getOrDefault(ticker, Quantity.ZERO);
        rows.setBaseline(ticker, before.plus(quantity));
        String line = "The account's position in %s changed by %s without a fill; this program does not trade there"
                .formatted(ticker, quantity);
        LOG.warn(line);
        news.add(line);
    }

    private void move(Money amount, long count, List<String> news) {
        rows.moved(amount, count, clock.instant());
        account.moved(amount);
        String line = amount.units() > 0
                ? "%s dollars came to the account that no fill or payout explains: a deposit, or something the exchange paid"
                        .formatted(amount)
                : "%s dollars left the account that no fill or payout explains: a withdrawal, or something the exchange took"
                        .formatted(Pnl.negative(amount));
        LOG.info(line);
        news.add(line);
    }
}
