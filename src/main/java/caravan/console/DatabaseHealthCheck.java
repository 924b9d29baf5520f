package caravan.console;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Up when the database gives a connection that works. It has one second: a pool would wait longer for one. */
public final class DatabaseHealthCheck extends AbstractHealthCheck {
    private static final int SECONDS = 1;

    private final DataSource dataSource;
    private final ExecutorService asker = Executors.newSingleThreadExecutor(DatabaseHealthCheck::thread);

    /**
     * Makes a check.
     *
     * @param name of the database, for example {@code ledger}
     */
    public DatabaseHealthCheck(String name, DataSource dataSource) {
        super("database", name);
        this.dataSource = dataSource;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        Future<Boolean> answer = asker.submit(this::isValid);
        try {
            if (answer.get(SECONDS, TimeUnit.SECONDS)) {
                builder.message("answers").up();
            } else {
                builder.message("gave a connection that does not work").down();
            }
        } catch (TimeoutException silent) {
            answer.cancel(true);
            builder.message("does not answer within a second").down();
        } catch (ExecutionException unreachable) {
            // Only the state: the message may quote the address, which may carry a password.
            String state = unreachable.getCause() instanceof SQLException sql ? sql.getSQLState() : "none";
            builder.message("gives no connection (SQL state " + state + ")").down();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            builder.message("was not asked to the end").down();
        }
    }

    private boolean isValid() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return connection.isValid(SECONDS);
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "database-health");
        thread.setDaemon(true);
        return thread;
    }
}
