package caravan.recording;

import caravan.PostgreSql;
import org.junit.jupiter.api.extension.ExtendWith;

/** The same on the other database, where everything is because the ledger is. */
@ExtendWith(PostgreSql.class)
class LimitsOnPostgreSqlTest extends LimitsTest {
    @Override
    String url() {
        return PostgreSql.newDatabase();
    }
}
