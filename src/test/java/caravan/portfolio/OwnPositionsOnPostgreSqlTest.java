package caravan.portfolio;

import caravan.PostgreSql;
import caravan.fills.Ledgers;
import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.extension.ExtendWith;

/** The same on the other database. */
@ExtendWith(PostgreSql.class)
class OwnPositionsOnPostgreSqlTest extends OwnPositionsTest {
    @Override
    HikariDataSource openLedger() {
        return Ledgers.open(PostgreSql.newDatabase());
    }
}
