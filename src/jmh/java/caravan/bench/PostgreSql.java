package caravan.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A PostgreSQL as it comes, in processes of its own. */
final class PostgreSql implements AutoCloseable {
    private final EmbeddedPostgres server;

    PostgreSql() throws IOException {
        server = EmbeddedPostgres.start();
    }

    /** Makes an empty database and returns its address. */
    String newDatabase(String name) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        }
        return server.getJdbcUrl("postgres", name);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
