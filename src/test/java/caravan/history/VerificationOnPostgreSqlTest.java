package caravan.history;

import caravan.PostgreSql;
import org.junit.jupiter.api.extension.ExtendWith;

/** The same queries on the other database. */
@ExtendWith(PostgreSql.class)
class VerificationOnPostgreSqlTest extends VerificationTest {
    @Override
    String url() {
        return PostgreSql.newDatabase();
    }
}
