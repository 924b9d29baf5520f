package caravan.risk;

import caravan.model.Money;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What ends in a halt: only a person can tell whether it is safe to go on.
 *
 * <p>Losses count once the account was compared with the exchange: before that, figures may be of yesterday.
 *
 * @param dayLoss what one day may cost
 * @param unknownOrders how many requests may have an unknown outcome
 */
record Tripwires(Cap dayLoss, Drawdown drawdown, int unknownOrders, Conduct conduct) {
    /** Why everything has to stop; empty while it has not. */
    Optional<String> reason(AccountStanding account, Instant now) {
        return List.of(
                        conduct.rejectedInARow(now),
                        tooManyUnknown(account),
                        account.unreconciled() == null ? lostToday(account) : Optional.<String>empty(),
                        account.unreconciled() == null ? drawdown.reason(account) : Optional.<String>empty())
                .stream()
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<String> tooManyUnknown(AccountStanding account) {
        return account.unknownOrders() > unknownOrders
                ? Optional.of("%d orders have an unknown outcome, limit is %d"
                        .formatted(account.unknownOrders(), unknownOrders))
                : Optional.empty();
    }

    private Optional<String> lostToday(AccountStanding account) {
        Money most = dayLoss.of(account.equity());
        return account.dayLoss().compareTo(most) > 0
                ? Optional.of("today has lost %s dollars, limit is %s".formatted(account.dayLoss(), most))
                : Optional.empty();
    }
}
