package caravan.orders;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.fills.Ledgers;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnOrdersTest {
    private static final int LIVES = Integer.getInteger("chaos.lives", 6_000);

    @TempDir
    Path folder;

    /** Whatever is told in which order: what counts is never too little, and in the end it is the truth. */
    @Test
    void disorderChangesNothing() {
        try (HikariDataSource ledger = Ledgers.open(folder)) {
            ClientOrderIds ids = new ClientOrderIds(ledger, "this");
            for (long seed = 1; seed <= LIVES; seed++) {
                OneOrder order = new OneOrder(ids, seed);
                try {
                    order.live();
                    order.requireTruth();
                } catch (AssertionError | RuntimeException wrong) {
                    throw new AssertionError("seed " + seed + ": " + wrong.getMessage(), wrong);
                }
            }
        }
    }

    @Test
    void idsAreOursForEverAndNeverGivenTwice() {
        try (HikariDataSource ledger = Ledgers.open(folder)) {
            ClientOrderIds first = new ClientOrderIds(ledger, "this");
            ClientOrderIds second = new ClientOrderIds(ledger, "this");
            assertThat(first.next()).isNotEqualTo(second.next());
            assertThat(second.isOurs(first.next())).isTrue();
            assertThat(second.isOurs("somebody-else-1")).isFalse();
            assertThat(first.next()).hasSizeLessThanOrEqualTo(64);
            assertThat(new ClientOrderIds(ledger, "another").isOurs(first.next()))
                    .isFalse();
        }
    }
}
