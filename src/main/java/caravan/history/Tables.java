package caravan.history;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Asks the two databases without getting in the way of who writes to them.
 *
 * <p>Few questions run at a time, each only so long, and rows are fetched in portions. Safe for use by several threads.
 */
public final class Tables {
    /** Shorter than what a PostgreSQL connection waits for an answer. */
    private static final int LONGEST_SECONDS = 15;

    private static final int PORTION = 1_000;
    private static final int AT_A_TIME = 3;
    private static final int LONGEST_WAIT_SECONDS = 5;

    private final DataSource marketData;
    private final DataSource ledger;
    private final Semaphore places = new Semaphore(AT_A_TIME, true);

    public Tables(DataSource marketData, DataSource ledger) {
        this.marketData = marketData;
        this.ledger = ledger;
    }

    /** What is done with the rows of an answer. */
    interface Reader<T> {
        T read(ResultSet rows) throws SQLException, IOException;
    }

    /** Asks market data. */
    <T> T ask(String sql, List<Object> parameters, Reader<T> reader) throws IOException {
        return ask(marketData, sql, parameters, reader);
    }

    /** Lists a subject into a writer. */
    void list(Subject subject, Query query, RowWriter writer) throws IOException {
        List<Object> parameters = new ArrayList<>();
        for (Object value : new @Nullable Object[] {query.ticker(), query.since(), query.until(), query.limit()}) {
            if (value != null) {
                parameters.add(value);
            }
        }
        ask(subject.inLedger() ? ledger : marketData, subject.sql(query), parameters, rows -> {
            List<Column> columns = Column.of(rows.getMetaData());
            writer.begin(columns);
            while (rows.next()) {
                @Nullable Object[] values = new Object[columns.size()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = columns.get(i).value(rows, i + 1);
                }
                writer.row(values);
            }
            writer.end();
            return true;
        });
    }

    private <T> T ask(DataSource database, String sql, List<Object> parameters, Reader<T> reader) throws IOException {
        takePlace();
        try (Connection connection = database.getConnection()) {
            // PostgreSQL fetches in portions only inside a transaction.
            connection.setAutoCommit(false);
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setFetchSize(PORTION);
                statement.setQueryTimeout(LONGEST_SECONDS);
                for (int i = 0; i < parameters.size(); i++) {
                    Object value = parameters.get(i);
                    statement.setObject(i + 1, value instanceof Instant time ? time.atOffset(ZoneOffset.UTC) : value);
                }
                try (ResultSet rows = statement.executeQuery()) {
                    return reader.read(rows);
                }
            } finally {
                connection.rollback();
            }
        } catch (SQLTimeoutException late) {
            throw new UnansweredException(
                    "expected an answer of the database within %d s, found none; ask for less: a ticker, since, until"
                            .formatted(LONGEST_SECONDS),
                    late);
        } catch (SQLTransientConnectionException away) {
            throw new UnansweredException("expected a database that answers, found none; see the log", away);
        } catch (SQLException refused) {
            throw new UnansweredException("expected rows of the database, found a failure; see the log", refused);
        } finally {
            places.release();
        }
    }

    private void takePlace() {
        try {
            if (!places.tryAcquire(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw new UnansweredException(
                        "expected fewer than %d questions at a time, found more; ask again later".formatted(AT_A_TIME));
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new UnansweredException("the program is stopping", stopping);
        }
    }
}
