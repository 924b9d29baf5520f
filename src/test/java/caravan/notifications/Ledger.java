package caravan.notifications;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;

/** A real ledger in a file, with its tables. */
final class Ledger implements AutoCloseable {
    final HikariDataSource source = new HikariDataSource();
    private final JdbcClient jdbc;

    Ledger(Path folder) {
        this("jdbc:h2:file:" + folder.resolve("ledger") + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;WRITE_DELAY=0");
    }

    Ledger(String url) {
        source.setJdbcUrl(url);
        source.setConnectionTimeout(1000);
        Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/ledger")
                .load()
                .migrate();
        jdbc = JdbcClient.create(source);
    }

    long add(String ticker, Instant createdTime) {
        GeneratedKeyHolder key = new GeneratedKeyHolder();
        jdbc.sql("insert into notifications (kind, order_id, ticker, created_time, status)"
                        + " values ('order-filled', 'order-1', :ticker, :time, 'pending')")
                .param("ticker", ticker)
                .param("time", createdTime.atOffset(ZoneOffset.UTC))
                .update(key, "notification_id");
        return Objects.requireNonNull(key.getKey()).longValue();
    }

    Map<String, Object> row(long id) {
        return jdbc.sql("select * from notifications where notification_id = :id")
                .param("id", id)
                .query()
                .singleRow();
    }

    String status(long id) {
        return (String) Objects.requireNonNull(row(id).get("status"));
    }

    /** Makes all rows somebody else's, or with null as they were before rows had owners. */
    void giveTo(@Nullable String owner) {
        jdbc.sql("update notifications set owner = :owner, lease_end_time = case when :owner is null then null else"
                        + " lease_end_time end")
                .param("owner", owner, Types.VARCHAR)
                .update();
    }

    /** Takes the table away as a database that is down would, or brings it back. */
    void rename(String from, String to) {
        jdbc.sql("alter table " + from + " rename to " + to).update();
    }

    @Override
    public void close() {
        source.close();
    }
}
