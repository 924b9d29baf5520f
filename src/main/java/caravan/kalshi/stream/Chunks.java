package caravan.kalshi.stream;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Divides tickers among commands.
 *
 * <p>When the exchange refuses a command and does not say which ticker is to blame, the command's tickers are
 * {@linkplain #doubt doubted}: they go into commands of half the size, again and again, until the culprit stands alone.
 */
final class Chunks {
    /** Some thirty kilobytes of tickers; a message that no server minds. */
    static final int LARGEST = 1_000;

    private final Map<String, Integer> doubted = new HashMap<>();
    private final int largest;

    /** @param largest how many tickers a command may name */
    Chunks(int largest) {
        this.largest = largest;
    }

    /** Divides them, in their order, into as few commands as may be. */
    List<List<String>> of(Collection<String> tickers) {
        List<List<String>> chunks = new ArrayList<>();
        List<String> chunk = new ArrayList<>();
        int room = largest;
        for (String ticker : tickers) {
            int limit = doubted.getOrDefault(ticker, largest);
            if (!chunk.isEmpty() && chunk.size() >= Math.min(room, limit)) {
                chunks.add(chunk);
                chunk = new ArrayList<>();
                room = largest;
            }
            room = Math.min(room, limit);
            chunk.add(ticker);
        }
        if (!chunk.isEmpty()) {
            chunks.add(chunk);
        }
        return chunks;
    }

    /** From now on these go into commands of half their number. */
    void doubt(List<String> tickers) {
        int half = Math.max(1, tickers.size() / 2);
        tickers.forEach(ticker -> doubted.put(ticker, half));
    }

    /** These were carried out, or are given up. */
    void trust(Collection<String> tickers) {
        if (!doubted.isEmpty()) {
            tickers.forEach(doubted::remove);
        }
    }
}
