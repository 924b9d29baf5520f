package caravan;

import caravan.cli.Environment;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Whether a person has said in so many words that this program may trade with real money.
 *
 * <p>Remembered in the ledger for one environment and one API key: the exchange does not name the account, and a new key
 * may be another account's.
 */
public final class TradingConfirmation {
    private static final int SHOWN = 8;

    private final DataSource ledger;
    private final Environment environment;
    private final String keyId;

    public TradingConfirmation(DataSource ledger, Environment environment, String keyId) {
        this.ledger = ledger;
        this.environment = environment;
        this.keyId = keyId;
    }

    /** Whether anybody has to say so: only where money is real. */
    public boolean isNeeded() {
        return environment == Environment.PROD && !isGiven();
    }

    private boolean isGiven() {
        return JdbcClient.create(ledger)
                .sql("select text_value from checkpoints where name = ?")
                .param(name())
                .query(String.class)
                .optional()
                .filter(sentence()::equals)
                .isPresent();
    }

    /** What has to be said. */
    public String sentence() {
        return "trade real money on %s with key %s"
                .formatted(environment.id(), keyId.length() > SHOWN ? keyId.substring(0, SHOWN) : keyId);
    }

    /** Remembers that it was said. */
    public void give() {
        JdbcClient.create(ledger)
                .sql("insert into checkpoints (name, text_value) values (?, ?) on conflict do nothing")
                .params(name(), sentence())
                .update();
    }

    private String name() {
        String account = environment.id() + " " + keyId;
        return "trading " + UUID.nameUUIDFromBytes(account.getBytes(StandardCharsets.UTF_8));
    }
}
