package caravan.history;

import caravan.PostgreSql;
import org.junit.jupiter.api.extension.ExtendWith;

/** The same answers from the other database. */
@ExtendWith(PostgreSql.class)
class HistoryOnPostgreSqlTest extends HistoryTest {
    @Override
    String url() {
        return PostgreSql.newDatabase();
    }
}
