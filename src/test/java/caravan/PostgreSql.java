package caravan;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real PostgreSQL on this machine, started once for all tests of a virtual machine that want it. Where it cannot be
 * started, they are skipped, and the reason is told.
 */
public final class PostgreSql implements ExecutionCondition {
    private static final AtomicInteger DATABASES = new AtomicInteger();

    /** Started by whoever asks first. */
    private static final class Server {
        private static final EmbeddedPostgres RUNNING;
        private static final String PROBLEM;

        static {
            EmbeddedPostgres running = null;
            String problem = "";
            try {
                running = EmbeddedPostgres.builder()
                        .setPGStartupWait(Duration.ofSeconds(60))
                        .start();
            } catch (IOException | RuntimeException e) {
                problem = "no PostgreSQL can be started here: " + e;
            }
            RUNNING = running;
            PROBLEM = problem;
        }
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return Server.RUNNING == null
                ? ConditionEvaluationResult.disabled(Server.PROBLEM)
                : ConditionEvaluationResult.enabled("PostgreSQL runs");
    }

    /** Makes an empty database and returns its address as a user sets it. */
    public static String newDatabase() {
        String name = "caravan_" + DATABASES.incrementAndGet();
        try (Connection connection = Server.RUNNING.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return Server.RUNNING.getJdbcUrl("postgres", name);
    }

    /** Prepares a server of its own in a folder, for tests that stop it. It runs. */
    public static Stoppable stoppable(Path folder) {
        return new Stoppable(folder);
    }

    /** A server that goes away and comes back with its data, at the same address. */
    public static final class Stoppable implements AutoCloseable {
        private final Path folder;
        private int port;
        private EmbeddedPostgres running;

        private Stoppable(Path folder) {
            this.folder = folder;
            start();
        }

        public String url() {
            return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres";
        }

        public void start() {
            try {
                running = EmbeddedPostgres.builder()
                        .setDataDirectory(folder.resolve("data"))
                        .setOverrideWorkingDirectory(folder.toFile())
                        .setCleanDataDirectory(false)
                        .setPort(port)
                        .setPGStartupWait(Duration.ofSeconds(60))
                        .start();
                port = running.getPort();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Ends it at once: whoever is connected finds out. */
        public void stop() {
            try {
                running.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            stop();
        }
    }
}
