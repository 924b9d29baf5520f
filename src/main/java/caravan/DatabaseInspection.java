package caravan;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationState;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Looks at a database of ours, and changes nothing in it: it makes no file and no table.
 *
 * <p>An H2 file is read without being locked, so nobody else may have it open meanwhile.
 */
public final class DatabaseInspection {
    private static final String H2_FILE = "jdbc:h2:async:";

    private final String name;
    private final String setting;
    private final String url;
    private final String environment;
    private final String environmentQuery;

    private DatabaseInspection(String name, String setting, String url, String environment, String environmentQuery) {
        this.name = name;
        this.setting = setting;
        this.url = url;
        this.environment = environment;
        this.environmentQuery = environmentQuery;
    }

    /**
     * What was found.
     *
     * @param version of the tables; empty where there are none
     * @param pending how many steps the tables are behind this program
     * @param unknown versions that this program does not know
     */
    public record State(boolean exists, String version, int pending, List<String> unknown) {}

    /** The ledger, as {@link Databases#open} would open it. */
    public static DatabaseInspection ledger(Path folder, String environment, String ledgerUrl) {
        return new DatabaseInspection(
                "ledger",
                "ledger.url",
                DatabaseUrls.ledger(ledgerUrl, folder),
                environment,
                "select text_value from checkpoints where name = 'environment'");
    }

    /** Market data, likewise. */
    public static DatabaseInspection marketData(
            Path folder, String environment, String ledgerUrl, String recordingUrl) {
        return new DatabaseInspection(
                "market-data",
                "recording.url",
                DatabaseUrls.marketData(recordingUrl, ledgerUrl, folder),
                environment,
                "select environment from recorded_environment");
    }

    /** Where it is, without what is secret: a file, or an address. */
    public String place() {
        return url.startsWith(H2_FILE) ? file().toString() : DatabaseUrls.withoutSecrets(url);
    }

    private Path file() {
        return Path.of(DatabaseUrls.withoutSecrets(url).substring(H2_FILE.length()) + ".mv.db");
    }

    /** Whether only one process at a time can have it. */
    public boolean isOwnedByOneProcess() {
        return url.startsWith("jdbc:h2:");
    }

    /**
     * Looks.
     *
     * @throws DatabaseException if it cannot be used, or belongs to another environment
     */
    public State look() {
        if (url.startsWith(H2_FILE) && !Files.exists(file())) {
            return new State(false, "", 0, List.of());
        }
        DriverManagerDataSource source =
                new DriverManagerDataSource(isOwnedByOneProcess() ? url + ";IFEXISTS=TRUE;ACCESS_MODE_DATA=r" : url);
        if (isOwnedByOneProcess() && !url.contains(";USER=")) {
            source.setUsername("sa");
        }
        try {
            MigrationInfoService migrations =
                    Databases.flyway(source, name).load().info();
            MigrationInfo current = migrations.current();
            if (current != null) {
                checkEnvironment(source);
            }
            return new State(
                    true,
                    current == null ? "" : current.getVersion().getVersion(),
                    migrations.pending().length,
                    unknown(migrations));
        } catch (FlywayException unusable) {
            throw new DatabaseException(Databases.problem(name, setting, url, unusable), unusable);
        }
    }

    private static List<String> unknown(MigrationInfoService migrations) {
        return Arrays.stream(migrations.applied())
                .filter(migration -> migration.getState() == MigrationState.FUTURE_SUCCESS
                        || migration.getState() == MigrationState.FUTURE_FAILED)
                .map(migration -> migration.getVersion().getVersion())
                .toList();
    }

    private void checkEnvironment(DataSource source) {
        JdbcClient.create(source)
                .sql(environmentQuery)
                .query(String.class)
                .optional()
                .ifPresent(found -> Databases.checkEnvironment(name, environment, found));
    }
}
