package caravan.bench;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** The same rows by hand-written JDBC: no socket, no JSON; only the time in the database's driver counts. */
final class HandWrittenJdbc implements Contender {
    private final String name;
    private final DeltaTable table;
    private long frameNumber;

    /** @param url where the database is; empty for an H2 file */
    HandWrittenJdbc(Path folder, String name, String url) throws SQLException {
        this.name = name;
        table = new DeltaTable(folder.resolve(name), url);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public double measure(int count) throws SQLException {
        long nanos = 0;
        for (int stored = 0; stored < count; stored += DeltaTable.BATCH) {
            List<DeltaTable.Row> rows = new ArrayList<>();
            for (int i = stored; i < stored + DeltaTable.BATCH; i++) {
                rows.add(row(i % 1_000));
            }
            long start = System.nanoTime();
            for (DeltaTable.Row row : rows) {
                table.add(row);
            }
            table.store();
            nanos += System.nanoTime() - start;
        }
        return count / (nanos / 1e9);
    }

    /** What the frame of this number in the sender's block says. */
    private DeltaTable.Row row(int i) {
        return new DeltaTable.Row(
                1,
                ++frameNumber,
                1,
                i + 1,
                OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS),
                OffsetDateTime.of(2026, 11, 20, 10, 0, 0, i * 1_000, ZoneOffset.UTC),
                "KXBENCH-26NOV20-T" + i % 50,
                i % 2 == 0 ? "BID" : "ASK",
                BigDecimal.valueOf((1 + i % 98) * 100L, 4),
                BigDecimal.valueOf((1 + i % 500) * 100L, 2));
    }

    @Override
    public void close() throws SQLException {
        table.close();
    }
}
