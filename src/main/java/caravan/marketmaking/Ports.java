package caravan.marketmaking;

import caravan.model.Account;
import caravan.model.Holding;
import caravan.model.OpenOrders;
import caravan.model.Positions;
import caravan.model.RestingOrder;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What market making asks other stages. Where one is switched off, its answer is missing, and nothing is quoted.
 *
 * @param halted why nothing may be quoted until a person says so; empty while it may
 */
public record Ports(
        Supplier<@Nullable OpenOrders> openOrders,
        Supplier<@Nullable Positions> positions,
        Supplier<@Nullable Account> account,
        Supplier<Optional<String>> halted) {
    /** Why nothing may be quoted now, in words that do not change with each look. */
    Optional<String> hindrance() {
        if (openOrders.get() == null) {
            return Optional.of("the stage orders is switched off");
        }
        Account known = account.get();
        if (positions.get() == null || known == null) {
            return Optional.of("the stage portfolio is switched off");
        }
        return halted.get().or(() -> Optional.ofNullable(known.state().unreconciled()));
    }

    List<RestingOrder> orders(String ticker) {
        OpenOrders orders = openOrders.get();
        return orders == null ? List.of() : orders.in(ticker);
    }

    List<RestingOrder> orders() {
        OpenOrders orders = openOrders.get();
        return orders == null ? List.of() : orders.all();
    }

    Holding holding(String ticker) {
        Positions held = positions.get();
        return held == null ? Holding.none(ticker) : held.holding(ticker);
    }

    /** Where something is held. */
    List<Holding> holdings() {
        Positions held = positions.get();
        Collection<Holding> all = held == null ? List.of() : held.all();
        return all.stream().filter(holding -> holding.quantity().units() != 0).toList();
    }
}
