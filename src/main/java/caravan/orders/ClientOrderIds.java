package caravan.orders;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Names our orders: the prefix of the installation, which shows for ever that an order is ours, then this run, then a number.
 *
 * <p>The exchange takes an id once for ever. The run's part is random, so that neither a restart, nor another process on
 * the same ledger, nor a ledger that was put back from a copy gives an id again. Thread-safe.
 */
final class ClientOrderIds {
    private static final String NAME = "order-prefix ";
    private static final int PREFIX_DIGITS = 8;
    private static final int RUN_DIGITS = 12;

    private final String prefix;
    private final String run;
    private final AtomicLong numbers = new AtomicLong();

    /**
     * Reads the installation's prefix, or gives it one.
     *
     * @param instance names this program's data for good; others on the same ledger have prefixes of their own
     */
    ClientOrderIds(DataSource ledger, String instance) {
        String name = NAME + instance;
        JdbcClient jdbc = JdbcClient.create(ledger);
        jdbc.sql("insert into checkpoints (name, text_value) values (:name, :prefix) on conflict do nothing")
                .param("name", name)
                .param("prefix", "cv" + random(PREFIX_DIGITS))
                .update();
        prefix = jdbc.sql("select text_value from checkpoints where name = :name")
                .param("name", name)
                .query(String.class)
                .single();
        run = random(RUN_DIGITS);
    }

    private static String random(int digits) {
        return UUID.randomUUID().toString().replace("-", "").substring(0, digits);
    }

    String next() {
        return prefix + "-" + run + "-" + numbers.incrementAndGet();
    }

    boolean isOurs(String clientOrderId) {
        return clientOrderId.startsWith(prefix + "-");
    }
}
