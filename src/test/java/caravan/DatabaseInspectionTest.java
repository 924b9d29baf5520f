package caravan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class DatabaseInspectionTest {
    @TempDir
    private Path folder;

    @Test
    void aDatabaseThatIsNotThereIsNotMade() {
        assertThat(DatabaseInspection.ledger(folder, "demo", "").look().exists())
                .isFalse();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void tablesOfALaterVersionAreNoticed() {
        try (Databases databases = Databases.open(folder, "demo", "", "", "")) {
            JdbcClient.create(databases.ledger())
                    .sql("insert into \"flyway_ledger\" select 99, '99', 'later', type, script, checksum, installed_by,"
                            + " installed_on, execution_time, success from \"flyway_ledger\" where \"version\" = '1'")
                    .update();
        }
        DatabaseInspection.State state =
                DatabaseInspection.ledger(folder, "demo", "").look();
        assertThat(state.unknown()).containsExactly("99");
        assertThat(state.pending()).isZero();
    }

    @Test
    @ExtendWith(PostgreSql.class)
    void postgreSqlIsReadWithoutMakingTables() {
        String url = PostgreSql.newDatabase();
        DatabaseInspection ledger = DatabaseInspection.ledger(folder, "demo", url);
        assertThat(ledger.isOwnedByOneProcess()).isFalse();
        DatabaseInspection.State state = ledger.look();
        assertThat(state.exists()).isTrue();
        assertThat(state.version()).isEmpty();
        assertThat(state.pending()).isPositive();
        assertThat(JdbcClient.create(new DriverManagerDataSource(url))
                        .sql("select table_name from information_schema.tables where table_schema = 'public'")
                        .query(String.class)
                        .list())
                .isEqualTo(List.of());
    }

    @Test
    void aServerThatIsAwayIsNamedWithoutItsSecrets() throws Exception {
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        String url = "jdbc:postgresql://127.0.0.1:" + closed + "/caravan?user=me&password=hidden";
        assertThatThrownBy(() -> DatabaseInspection.ledger(folder, "demo", url).look())
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("expected the ledger database at jdbc:postgresql://127.0.0.1:" + closed)
                .hasMessageEndingWith("; check ledger.url")
                .hasMessageNotContaining("hidden");
    }
}
