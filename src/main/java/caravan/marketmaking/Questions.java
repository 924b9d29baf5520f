package caravan.marketmaking;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Requests for things by their tickers. */
final class Questions {
    /** How many tickers one request names. */
    private static final int MOST = 100;

    private Questions() {}

    /** Parameters of requests that together name all of them. */
    static List<Map<String, Object>> about(List<String> tickers) {
        List<Map<String, Object>> questions = new ArrayList<>();
        for (int from = 0; from < tickers.size(); from += MOST) {
            List<String> some = List.copyOf(tickers.subList(from, Math.min(tickers.size(), from + MOST)));
            questions.add(Map.of("tickers", some, "limit", some.size()));
        }
        return questions;
    }
}
