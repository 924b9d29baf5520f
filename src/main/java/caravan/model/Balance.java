package caravan.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The account's cash.
 *
 * @param cash what may be spent, all shards together
 * @param positions what the positions are worth now
 * @param shards the cash of each shard; orders need it where their market is. Empty where the exchange does not say
 */
public record Balance(
        Money cash,
        @Nullable Money positions,
        List<Shard> shards,
        @Nullable Instant exchangeTime) {
    public Balance {
        shards = List.copyOf(shards);
    }

    /** A part of the exchange that has its own cash. */
    public record Shard(int exchangeIndex, Money cash) {}
}
