package caravan.history;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One request for what was missed: which page comes next, and how many rows came of those before. Confined to the
 * exchange of the route that carries it out.
 */
public sealed interface Backfill permits TradeBackfill, CandleBackfill {
    /** Whether there is another page. */
    boolean hasMore();

    /** The parameters of the request for it. */
    Map<String, Object> nextPage();

    /** What was asked for, and what came of it. */
    Outcome outcome();

    /**
     * What came of a request.
     *
     * @param read items that the exchange told
     * @param stored rows that are new
     * @param unreadable items that could not be read
     */
    record Outcome(String ticker, Instant since, Instant until, long read, long stored, long unreadable) {
        /** As words of an answer, in order. */
        public Map<String, Object> answer() {
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("ticker", ticker);
            answer.put("since", since.toString());
            answer.put("until", until.toString());
            answer.put("read", read);
            answer.put("stored", stored);
            answer.put("known", read - stored);
            answer.put("unreadable", unreadable);
            return answer;
        }
    }
}
