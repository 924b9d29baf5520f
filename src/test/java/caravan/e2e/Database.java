package caravan.e2e;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Reads a database that a program has left behind. */
final class Database {
    private final String url;

    private Database(Path file) {
        this.url = "jdbc:h2:file:" + file.toAbsolutePath() + ";IFEXISTS=TRUE;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE";
    }

    static Database ledger(Path environmentFolder) {
        return new Database(environmentFolder.resolve("ledger"));
    }

    static Database marketData(Path environmentFolder) {
        return new Database(environmentFolder.resolve("market-data"));
    }

    long count(String table) {
        return number("select count(*) from " + table);
    }

    long number(String sql) {
        return Long.parseLong(column(sql).get(0));
    }

    /** The first column of every row, as text. */
    List<String> column(String sql) {
        try (Connection connection = DriverManager.getConnection(url, "sa", "");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }
}
