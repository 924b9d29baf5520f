package caravan.history;

import caravan.PostgreSql;
import org.junit.jupiter.api.extension.ExtendWith;

/** The same rows in the other database. */
@ExtendWith(PostgreSql.class)
class BackfillOnPostgreSqlTest extends BackfillTest {
    @Override
    String url() {
        return PostgreSql.newDatabase();
    }
}
