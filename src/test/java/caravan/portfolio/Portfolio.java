package caravan.portfolio;

import caravan.fills.FillLedger;
import caravan.model.Books;
import caravan.model.Money;
import caravan.model.OpenOrders;
import caravan.model.Quantity;
import caravan.model.Terms;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** The beans of the stage over a ledger, as the program makes them. */
public final class Portfolio {
    public final OwnPositions positions;
    public final AccountBook account;
    public final Reconciliation reconciliation;
    public final Bookkeeping bookkeeping;
    public final DailySummary summary;
    public @Nullable Books books;
    public @Nullable Terms terms;
    final FillLedger fills;

    public Portfolio(DataSource ledger, OpenOrders orders, InstantSource clock) {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        Duration interval = Duration.ofDays(1);
        fills = new FillLedger(ledger, clock, meters);
        positions = new OwnPositions(ledger, orders, () -> books, () -> terms, clock, meters);
        account = new AccountBook(ledger, positions, interval, clock, meters);
        reconciliation =
                new Reconciliation(ledger, positions, account, orders, interval, Duration.ofSeconds(5), clock, meters);
        bookkeeping = new Bookkeeping(ledger, positions, clock);
        summary = new DailySummary(ledger, positions, account, clock);
        positions.load();
        account.load();
    }

    /** Has nothing compared unless somebody asks. */
    public Portfolio quiet() {
        reconciliation.isDue();
        return this;
    }

    /** A person holds something there. */
    public void personHolds(String ticker, Quantity quantity) {
        account.set(account.state().balance(), Map.of(ticker, quantity), Money.ZERO);
    }

    public Portfolio bind(CamelContext camel) {
        camel.getRegistry().bind("positions", positions);
        camel.getRegistry().bind("account", account);
        camel.getRegistry().bind("accountView", new AccountView(account, positions));
        camel.getRegistry().bind("reconciliation", reconciliation);
        camel.getRegistry().bind("bookkeeping", bookkeeping);
        camel.getRegistry().bind("dailySummary", summary);
        camel.getPropertiesComponent().addInitialProperty("portfolio.write-interval", "10s");
        return this;
    }
}
