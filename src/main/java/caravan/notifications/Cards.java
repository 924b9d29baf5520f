package caravan.notifications;

import caravan.model.Action;
import caravan.model.Card;
import caravan.model.Card.Field;
import caravan.model.FillNotice;
import caravan.model.FillNotice.Digest;
import caravan.model.FillNotice.OrderFilled;
import caravan.model.Market;
import caravan.model.Money;
import caravan.model.Outcome;
import caravan.model.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes news about fills as people read them. Titles and tickers are data of the exchange, and are kept to one line. */
public final class Cards {
    private static final int GREEN = 0x2ECC71;
    private static final int RED = 0xE74C3C;
    private static final int BLUE = 0x3498DB;
    private static final int DIGEST_LINES = 15;

    private final String mark;

    /** @param environment the exchange: cards say so when it is not {@code prod} */
    public Cards(String environment) {
        this.mark = environment.equalsIgnoreCase("prod") ? "" : environment.toUpperCase(Locale.ROOT) + " · ";
    }

    /** @param market what the exchange says about the ticker; null when it is not known */
    public Card card(FillNotice notice, @Nullable Market market, Due due) {
        if (due.plainText()) {
            return Card.ofText(line(notice, market, due), due.reference());
        }
        return notice instanceof OrderFilled order ? orderFilled(order, market, due) : digest((Digest) notice, due);
    }

    /** The same news in one line, for a log, and for when Discord finds fault with a card. */
    public String line(FillNotice notice, @Nullable Market market, Due due) {
        String news = notice instanceof OrderFilled order
                ? "Order filled: " + sentence(order, Sides.describe(order.outcome(), order.ticker(), market))
                        + " · total " + Amounts.dollars(order.total()) + " · fees " + fees(order.fees()) + " · "
                        + title(order, market)
                : digestTitle((Digest) notice) + ": "
                        + totals((Digest) notice).stream()
                                .map(total -> total.name() + " " + ((Card.Text) total.value()).text())
                                .collect(Collectors.joining(" · "));
        return (due.possibleRepeat() ? "May be a repeat: " : "") + news + " · " + footer(due);
    }

    private Card orderFilled(OrderFilled order, @Nullable Market market, Due due) {
        List<Field> fields = new ArrayList<>();
        fields.add(new Field("Market", new Card.Text(title(order, market)), false));
        fields.add(Field.of("Side", Sides.describe(order.outcome(), order.ticker(), market)));
        fields.add(Field.of("Action", done(order.action())));
        fields.add(Field.of("Price", Amounts.cents(order.averagePrice()) + (order.fills() > 1 ? " average" : "")));
        fields.add(Field.of("Odds", Amounts.percent(order.averagePrice())));
        fields.add(Field.of("Contracts", Amounts.contracts(order.quantity())));
        fields.add(Field.of("Total", Amounts.dollars(order.total())));
        fields.add(Field.of("Fees", fees(order.fees())));
        if (order.action() == Action.BUY) {
            // Who sold has the money already: nothing is paid out for these contracts.
            fields.add(Field.of("Payout if right", Amounts.payout(order.quantity())));
        }
        fields.add(Field.of("Time", order.lastFillTime()));
        return new Card(
                order.fills() > 1 ? "Order filled (" + order.fills() + " partial fills)" : "Order filled",
                MarketLink.of(order.ticker()),
                repeat(due),
                order.outcome() == Outcome.YES ? GREEN : RED,
                fields,
                footer(due),
                null,
                null,
                due.reference());
    }

    private Card digest(Digest digest, Due due) {
        List<String> lines = new ArrayList<>();
        String repeat = repeat(due);
        if (repeat != null) {
            lines.add(repeat);
        }
        digest.orders().stream()
                .limit(DIGEST_LINES)
                .map(order -> sentence(order, order.outcome().name()) + ", " + Amounts.dollars(order.total()) + " · "
                        + Amounts.oneLine(order.ticker()))
                .forEach(lines::add);
        int more = digest.orders().size() - DIGEST_LINES;
        if (more > 0) {
            lines.add("and " + more + " more");
        }
        return new Card(
                digestTitle(digest),
                null,
                String.join("\n", lines),
                BLUE,
                totals(digest),
                footer(due),
                null,
                null,
                due.reference());
    }

    private static String digestTitle(Digest digest) {
        int orders = digest.orders().size();
        return orders == 1 ? "1 order filled meanwhile" : orders + " orders filled meanwhile";
    }

    private static List<Field> totals(Digest digest) {
        List<Field> fields = new ArrayList<>();
        for (Action action : Action.values()) {
            List<OrderFilled> orders = digest.orders().stream()
                    .filter(order -> order.action() == action)
                    .toList();
            if (!orders.isEmpty()) {
                Quantity contracts = orders.stream().map(OrderFilled::quantity).reduce(Quantity.ZERO, Quantity::plus);
                Money total = orders.stream().map(OrderFilled::total).reduce(Money.ZERO, Money::plus);
                fields.add(Field.of(
                        done(action), Amounts.contracts(contracts) + " contracts for " + Amounts.dollars(total)));
            }
        }
        boolean known = digest.orders().stream().allMatch(order -> order.fees() != null);
        Money sum = digest.orders().stream()
                .map(OrderFilled::fees)
                .reduce(Money.ZERO, (one, other) -> other == null ? one : one.plus(other), Money::plus);
        fields.add(Field.of("Fees", fees(known ? sum : null)));
        return fields;
    }

    private static String sentence(OrderFilled order, String side) {
        return done(order.action()) + " " + Amounts.contracts(order.quantity()) + " " + side + " at "
                + Amounts.cents(order.averagePrice());
    }

    private static String title(OrderFilled order, @Nullable Market market) {
        return market == null || market.title() == null || market.title().isBlank()
                ? Amounts.oneLine(order.ticker())
                : Amounts.oneLine(market.title());
    }

    private static String done(Action action) {
        return action == Action.BUY ? "Bought" : "Sold";
    }

    private static String fees(@Nullable Money fees) {
        return fees == null ? "not known yet" : Amounts.dollars(fees);
    }

    private static @Nullable String repeat(Due due) {
        return due.possibleRepeat() ? "May be a repeat: Discord did not say whether the first one arrived." : null;
    }

    private String footer(Due due) {
        return mark + "#" + due.notificationId();
    }
}
