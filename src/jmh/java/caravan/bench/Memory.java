package caravan.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What the program takes of the machine's memory, with the flags that the README recommends.
 *
 * @param residentMib with 10 markets and 500 frames a second, after half a minute
 * @param bytesAMarket what each further market takes of the heap, with a book of 20 prices a side
 */
record Memory(double residentMib, double bytesAMarket) {
    /** As in the README's chapter on memory. */
    static final List<String> FLAGS = List.of("-XX:+UseSerialGC", "-Xmx256m");

    static final int FEW = 10;
    private static final int MANY = 10_000;
    private static final int A_SECOND = 500;
    private static final int SECONDS = 30;

    static Memory measure(Path folder) throws Exception {
        try (Sender fewMarkets = new Sender(FEW);
                Program few = new Program(folder.resolve("few"), fewMarkets, Map.of(), FLAGS)) {
            fewMarkets.await("subscribed orderbook_delta", 20);
            fewMarkets.deltas((long) A_SECOND * SECONDS, A_SECOND);
            fewMarkets.await("sent deltas", SECONDS * 2L);
            double resident = few.residentBytes() / 1048576.0;
            try (Sender manyMarkets = new Sender(MANY);
                    Program many = new Program(folder.resolve("many"), manyMarkets, Map.of(), FLAGS)) {
                manyMarkets.await("subscribed orderbook_delta", 20);
                Program.await("all books", 60, () -> many.metric("books_states", "state=\"valid\"") >= MANY);
                Program.await("all rows", 60, () -> many.metric("recording_rows_total") >= MANY);
                long further = many.heapAfterCollection() - few.heapAfterCollection();
                return new Memory(resident, (double) further / (MANY - FEW));
            }
        }
    }
}
