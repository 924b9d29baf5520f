package caravan.fills;

import caravan.PostgreSql;
import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.extension.ExtendWith;

/** The same on the other database. */
@ExtendWith(PostgreSql.class)
class FillReadBackOnPostgreSqlTest extends FillReadBackTest {
    @Override
    HikariDataSource openLedger() {
        return Ledgers.open(PostgreSql.newDatabase());
    }
}
