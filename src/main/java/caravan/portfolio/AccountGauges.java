package caravan.portfolio;

import caravan.model.Account;
import caravan.model.AccountState;
import caravan.model.Money;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Function;

/** Shows the account as metrics. */
final class AccountGauges {
    private AccountGauges() {}

    static void register(Account account, MeterRegistry meters) {
        dollars(
                account,
                meters,
                "portfolio.equity.dollars",
                "cash and what is held, marked at mid",
                AccountState::equity);
        dollars(account, meters, "portfolio.balance.dollars", "cash", AccountState::balance);
        dollars(account, meters, "portfolio.day.loss.dollars", "lost today by this program", AccountState::dayLoss);
        Gauge.builder("portfolio.reconciled", account, now -> now.state().unreconciled() == null ? 1 : 0)
                .description("1 while the account is as the exchange tells it")
                .register(meters);
    }

    private static void dollars(
            Account account,
            MeterRegistry meters,
            String name,
            String description,
            Function<AccountState, Money> amount) {
        Gauge.builder(
                        name,
                        account,
                        now -> amount.apply(now.state()).toBigDecimal().doubleValue())
                .description(description)
                .register(meters);
    }
}
