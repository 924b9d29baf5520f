package caravan.notifications;

import caravan.PostgreSql;
import org.junit.jupiter.api.extension.ExtendWith;

/** The same on the other database. */
@ExtendWith(PostgreSql.class)
class OutboxOnPostgreSqlTest extends OutboxTest {
    private final String url = PostgreSql.newDatabase();

    @Override
    Ledger openLedger() {
        return new Ledger(url);
    }
}
