package caravan.portfolio;

import java.time.Instant;
import java.util.NavigableSet;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * When the exchange was another one from then on: the built-in one begins with each start, with an account that holds
 * nothing.
 *
 * <p>What was held at the one before is taken as returned at its cost, so that profit and loss of before stay as they are.
 * What the account had, and its highest equity, are noted anew.
 */
public final class NewExchange {
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    public NewExchange(DataSource ledger) {
        this.jdbc = JdbcClient.create(ledger);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(ledger));
    }

    /** The ledger's next fills will be of another exchange than those that it has. */
    public void begins(Instant now) {
        transaction.executeWithoutResult(status -> {
            jdbc.sql("insert into exchange_beginnings (began_time) values (:now) on conflict do nothing")
                    .param("now", Sql.time(now))
                    .update();
            jdbc.sql("delete from position_baseline").update();
            jdbc.sql("delete from cash_movements").update();
            jdbc.sql("delete from daily_equity").update();
            jdbc.sql("delete from positions").update();
        });
    }

    /** All of them. */
    NavigableSet<Instant> beginnings() {
        return new TreeSet<>(jdbc.sql("select began_time from exchange_beginnings")
                .query((row, number) -> Sql.time(row, "began_time"))
                .list());
    }
}
