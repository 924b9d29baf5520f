package caravan.fills;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import org.flywaydb.core.Flyway;

/** Real ledgers for tests: the program's own tables in an H2 file. */
public final class Ledgers {
    private Ledgers() {}

    public static HikariDataSource open(Path folder) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:h2:file:" + folder.resolve("ledger").toAbsolutePath()
                + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;WRITE_DELAY=0");
        config.setMaximumPoolSize(8);
        HikariDataSource ledger = new HikariDataSource(config);
        Flyway.configure()
                .dataSource(ledger)
                .locations("classpath:db/ledger")
                .load()
                .migrate();
        return ledger;
    }
}
