package caravan.fills;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import org.flywaydb.core.Flyway;

/** Real ledgers for tests: the program's own tables in an H2 file, or wherever else. */
public final class Ledgers {
    private Ledgers() {}

    public static HikariDataSource open(Path folder) {
        return open("jdbc:h2:file:" + folder.resolve("ledger").toAbsolutePath()
                + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;WRITE_DELAY=0");
    }

    public static HikariDataSource open(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
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
