package caravan;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The two databases: the ledger, which must never lose a fill, and market data, which can be spooled.
 *
 * <p>They may be the same PostgreSQL. The ledger has to be there at the start. Market data need not be: its tables are
 * made as soon as it is.
 *
 * <p>Each database remembers the environment it belongs to, and refuses another: play money and real money never meet
 * in one table. The ledger also remembers the API keys, and takes a new one, because keys are replaced while the account
 * stays and the exchange does not name the account; the log warns of each new one, once.
 */
public final class Databases implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Databases.class);
    private static final int CONNECTION_TIMEOUT_MILLIS = 2_000;
    /** The ledger in H2 is in this process and never away; but on a busy machine its file takes seconds to open. */
    private static final int H2_TIMEOUT_MILLIS = 15_000;

    private static final int LEDGER_CONNECTIONS = 4;
    /** One for each table, one for the check, and some for whoever reads. */
    private static final int MARKET_DATA_CONNECTIONS = 18;

    private static final String H2 = "jdbc:h2:";
    /** H2: the file is open in another process. */
    private static final int H2_IN_USE = 90020;

    private final String environment;
    private final HikariDataSource ledger;
    private final HikariDataSource marketData;
    private final String marketDataUrl;

    private Databases(String environment, HikariDataSource ledger, HikariDataSource marketData, String marketDataUrl) {
        this.environment = environment;
        this.ledger = ledger;
        this.marketData = marketData;
        this.marketDataUrl = marketDataUrl;
    }

    /**
     * Opens both and makes the ledger's tables. Does not touch market data yet.
     *
     * @param folder where H2 files are kept, one folder an environment
     * @param environment sandbox, demo or prod
     * @param apiKeyId the id of the API key; empty when there is none
     * @param ledgerUrl the setting {@code ledger.url}; empty for an H2 file
     * @param recordingUrl the setting {@code recording.url}; empty for the default
     * @throws DatabaseException if the ledger cannot be used, or belongs to another environment
     */
    public static Databases open(
            Path folder, String environment, String apiKeyId, String ledgerUrl, String recordingUrl) {
        String ledgerAddress = DatabaseUrls.ledger(ledgerUrl, folder);
        String marketDataAddress = DatabaseUrls.marketData(recordingUrl, ledgerUrl, folder);
        HikariDataSource ledger = pool(
                "ledger",
                ledgerAddress,
                LEDGER_CONNECTIONS,
                ledgerAddress.startsWith(H2) ? H2_TIMEOUT_MILLIS : CONNECTION_TIMEOUT_MILLIS);
        try {
            migrate(ledger, "ledger", "ledger.url", ledgerAddress);
            claimLedger(ledger, environment, apiKeyId);
            HikariDataSource marketData =
                    pool("market-data", marketDataAddress, MARKET_DATA_CONNECTIONS, CONNECTION_TIMEOUT_MILLIS);
            return new Databases(environment, ledger, marketData, marketDataAddress);
        } catch (RuntimeException e) {
            ledger.close();
            throw e;
        }
    }

    public DataSource ledger() {
        return ledger;
    }

    public DataSource marketData() {
        return marketData;
    }

    /**
     * Makes the tables of market data where they are missing.
     *
     * @throws DatabaseException if the database cannot be used now, or belongs to another environment
     */
    public void migrateMarketData() {
        migrate(marketData, "market-data", "recording.url", marketDataUrl);
        JdbcClient client = JdbcClient.create(marketData);
        client.sql("insert into recorded_environment (environment) select ?"
                        + " where not exists (select 1 from recorded_environment)")
                .param(environment)
                .update();
        String found = client.sql("select environment from recorded_environment")
                .query(String.class)
                .single();
        checkEnvironment("market-data", environment, found);
    }

    /** Closes both; H2 writes what it still holds. */
    @Override
    public void close() {
        marketData.close();
        ledger.close();
    }

    private static HikariDataSource pool(String name, String url, int connections, int timeoutMillis) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(url);
        if (url.startsWith(H2) && !url.contains(";USER=")) {
            config.setUsername("sa");
        }
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(timeoutMillis);
        config.setValidationTimeout(CONNECTION_TIMEOUT_MILLIS / 2);
        // The pool itself never fails: whoever needs a connection finds out, and says it in one line.
        config.setInitializationFailTimeout(-1);
        config.setExceptionOverride(new BrokenConnections());
        return new HikariDataSource(config);
    }

    private static void migrate(DataSource dataSource, String name, String setting, String url) {
        try {
            flyway(dataSource, name).load().migrate();
        } catch (FlywayException e) {
            throw new DatabaseException(problem(name, setting, url, e), e);
        }
    }

    /** How the tables of {@code ledger} or {@code market-data} are made, and which were. */
    static FluentConfiguration flyway(DataSource dataSource, String name) {
        // Ledger and market data may share a schema: a table of the other one must not look like a foreign database.
        return Flyway.configure()
                .loggers("slf4j")
                .dataSource(dataSource)
                .locations("classpath:db/" + name)
                .table("flyway_" + name.replace('-', '_'))
                .baselineOnMigrate(true)
                .baselineVersion("0");
    }

    static String problem(String name, String setting, String url, Throwable problem) {
        String place = DatabaseUrls.withoutSecrets(url);
        Throwable root = problem;
        for (Throwable at = problem; at != null; at = at.getCause()) {
            root = at;
            if (at instanceof SQLException sql && sql.getErrorCode() == H2_IN_USE) {
                return "expected to be the only user of the %s database, found %s already in use by another process;"
                                .formatted(name, place)
                        + " stop that one, or set data.dir to another folder";
            }
        }
        String found = root.getMessage() == null
                ? root.getClass().getSimpleName()
                : root.getMessage().lines().findFirst().orElse("").replace(url, place);
        return "expected the %s database at %s, found: %s; check %s".formatted(name, place, found, setting);
    }

    private static void claimLedger(DataSource ledger, String environment, String apiKeyId) {
        checkEnvironment("ledger", environment, remember(ledger, "environment", environment));
        if (!apiKeyId.isBlank()) {
            claimWithKey(ledger, apiKeyId);
        }
    }

    /** Says once of each further key that it is one: two of one account may take turns, and nobody reads the hundredth line. */
    private static void claimWithKey(DataSource ledger, String apiKeyId) {
        String last = remember(ledger, "api-key-id", apiKeyId);
        isNew(ledger, last);
        if (isNew(ledger, apiKeyId)) {
            LOG.warn(
                    "The ledger was last used with API key {}, now with {} for the first time. If that is another account's,"
                            + " stop, and set data.dir or ledger.url to another place: two accounts' fills do not belong"
                            + " together",
                    shortened(last),
                    shortened(apiKeyId));
        }
        JdbcClient.create(ledger)
                .sql("update checkpoints set text_value = ? where name = 'api-key-id'")
                .param(apiKeyId)
                .update();
    }

    /** Remembers a key that was used with the ledger, and returns whether it was unheard of. */
    private static boolean isNew(DataSource ledger, String apiKeyId) {
        String name = "api-key " + UUID.nameUUIDFromBytes(apiKeyId.getBytes(StandardCharsets.UTF_8));
        return insert(ledger, name, apiKeyId);
    }

    /** Enough to tell keys apart; the whole id is nobody's business in a log. */
    private static String shortened(String keyId) {
        return keyId.length() > 8 ? keyId.substring(0, 8) + "…" : keyId;
    }

    private static String remember(DataSource ledger, String name, String value) {
        insert(ledger, name, value);
        return JdbcClient.create(ledger)
                .sql("select text_value from checkpoints where name = ?")
                .param(name)
                .query(String.class)
                .single();
    }

    private static boolean insert(DataSource ledger, String name, String value) {
        return JdbcClient.create(ledger)
                        .sql("insert into checkpoints (name, text_value) values (?, ?) on conflict do nothing")
                        .params(name, value)
                        .update()
                > 0;
    }

    static void checkEnvironment(String name, String environment, String found) {
        if (!found.equals(environment)) {
            throw new DatabaseException(("expected the %s database of environment '%s', found that of '%s';"
                            + " set data.dir or the database's address to another place")
                    .formatted(name, environment, found));
        }
    }

    /** Tells the pool which of H2's errors end a connection: it knows only those of other databases. */
    private static final class BrokenConnections implements SQLExceptionOverride {
        private static final Set<Integer> H2_BROKEN = Set.of(90_007, 90_067, 90_098, 90_121);

        @java.lang.Override
        public Override adjudicate(SQLException exception) {
            return H2_BROKEN.contains(exception.getErrorCode()) ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
        }
    }
}
