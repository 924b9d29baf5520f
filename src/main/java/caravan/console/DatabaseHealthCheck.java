package caravan.console;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Up when the database gives a connection that works. The driver has one second for its answer. */
public final class DatabaseHealthCheck extends AbstractHealthCheck {
    private static final int SECONDS = 1;

    private final DataSource dataSource;

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
        try (Connection connection = dataSource.getConnection()) {
            if (connection.isValid(SECONDS)) {
                builder.message("answers").up();
            } else {
                builder.message("gave a connection that does not work within a second")
                        .down();
            }
        } catch (SQLException unreachable) {
            // Neither its message nor its stack: both may quote the address, which may carry a password.
            builder.message("gives no connection (SQL state " + unreachable.getSQLState() + ")")
                    .down();
        }
    }
}
