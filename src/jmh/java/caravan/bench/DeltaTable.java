package caravan.bench;

import caravan.Databases;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;

/** A fresh database with the product's own tables, indexes and settings, and the insert that one writes by hand. */
final class DeltaTable implements AutoCloseable {
    static final int BATCH = 500;

    /** One change of an order book, ready to be stored. */
    record Row(
            long connectionId,
            long frameNumber,
            long subscription,
            long sequence,
            OffsetDateTime receivedTime,
            OffsetDateTime exchangeTime,
            String ticker,
            String bookSide,
            BigDecimal price,
            BigDecimal change) {}

    private final Databases databases;
    private final Connection connection;
    private final PreparedStatement insert;

    /** @param url where it is; empty for an H2 file in the folder */
    DeltaTable(Path folder, String url) throws SQLException {
        databases = open(folder, url);
        connection = databases.marketData().getConnection();
        connection.setAutoCommit(false);
        insert = connection.prepareStatement("insert into orderbook_deltas (connection_id, frame_number, subscription,"
                + " sequence, received_time, exchange_time, ticker, book_side, price_dollars, change_contracts,"
                + " client_order_id) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing");
    }

    /** Opens the product's databases in a folder and makes all tables. */
    static Databases open(Path folder, String url) {
        Databases databases = Databases.open(folder, Program.ENVIRONMENT, Program.KEY_ID, "", url);
        databases.migrateMarketData();
        return databases;
    }

    void add(Row row) throws SQLException {
        insert.setLong(1, row.connectionId());
        insert.setLong(2, row.frameNumber());
        insert.setLong(3, row.subscription());
        insert.setLong(4, row.sequence());
        insert.setObject(5, row.receivedTime());
        insert.setObject(6, row.exchangeTime());
        insert.setString(7, row.ticker());
        insert.setString(8, row.bookSide());
        insert.setBigDecimal(9, row.price());
        insert.setBigDecimal(10, row.change());
        insert.setString(11, null);
        insert.addBatch();
    }

    /** Stores what was added, in one transaction. */
    void store() throws SQLException {
        insert.executeBatch();
        connection.commit();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
        databases.close();
    }
}
