package caravan.recording;

import caravan.PostgreSql;
import org.junit.jupiter.api.extension.ExtendWith;

/** The same inserts on the other database. */
@ExtendWith(PostgreSql.class)
class RowsAnInsertOnPostgreSqlTest extends RowsAnInsertTest {
    @Override
    String url() {
        return PostgreSql.newDatabase();
    }
}
