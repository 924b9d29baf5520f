package caravan.trading;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcConnectionPool;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** A real ledger in memory that can be away. */
final class FaultyLedger extends DelegatingDataSource implements AutoCloseable {
    private final JdbcConnectionPool pool;
    /** So many connections are given yet; negative while there is no end. */
    private int left = -1;

    FaultyLedger(String name) {
        pool = JdbcConnectionPool.create(
                "jdbc:h2:mem:" + name + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DB_CLOSE_DELAY=-1", "sa", "");
        setTargetDataSource(pool);
        Flyway.configure()
                .dataSource((DataSource) pool)
                .locations("classpath:db/ledger")
                .load()
                .migrate();
    }

    /** In the middle of whatever is being written. */
    void awayAfter(int connections) {
        left = connections;
    }

    void back() {
        left = -1;
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (left == 0) {
            throw new SQLException("the ledger is away");
        }
        left = Math.max(-1, left - 1);
        return pool.getConnection();
    }

    DataSource sound() {
        return pool;
    }

    @Override
    public void close() {
        pool.dispose();
    }
}
