package caravan.history;

import caravan.model.BookState;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Knows from what the exchange answered whether a market, or the subscription with it, had ended by a past moment.
 *
 * <p>A market that comes back comes with a snapshot, so nothing after the last snapshot takes an end back. Safe for use by
 * several threads.
 */
final class Departures {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String REPLIES = "select type, command, command_tickers, frame_text, received_time"
            + " from control_replies where connection_id = ? and frame_number > ? and received_time <= ?"
            + " and subscription = ? order by frame_number";
    /** The exchange's codes for a subscription that has ended and lost data. */
    private static final Set<Integer> TERMINAL = Set.of(10, 17, 25);

    private final Tables tables;

    Departures(Tables tables) {
        this.tables = tables;
    }

    /** Doubts a book that had left by then, or of which nobody can tell. */
    void doubtIfLeft(PastBook book, Instant at) throws IOException {
        tables.ask(REPLIES, List.of(book.connectionId, book.frameNumber, at, book.subscription), rows -> {
            String unclear = null;
            while (rows.next()) {
                JsonNode body = read(rows.getString("frame_text")).path("msg");
                String reason = reason(rows, body, book.ticker);
                if (reason != null) {
                    book.doubt(BookState.STALE, reason + " at " + PastBook.time(rows, "received_time"));
                    return book;
                }
                if (names(listed(body), book.ticker)) {
                    unclear = null;
                } else if (rows.getString("type").equals("ok") && rows.getString("command") == null) {
                    unclear = "an answer of the exchange at %s does not tell which markets had stayed"
                            .formatted(PastBook.time(rows, "received_time"));
                }
            }
            if (unclear != null) {
                book.doubt(BookState.SUSPECT, unclear);
            }
            return book;
        });
    }

    /** Why nothing more came of a market after an answer; null when something may. */
    private static @Nullable String reason(ResultSet reply, JsonNode body, String ticker) throws SQLException {
        return switch (reply.getString("type")) {
            case "unsubscribed" -> "the exchange ended the subscription";
            case "error" -> {
                int code = body.path("code").asInt();
                yield TERMINAL.contains(code) ? "the exchange ended the subscription, error " + code + "," : null;
            }
            case "ok" -> left(reply, listed(body), ticker) ? "the market was not subscribed to any more" : null;
            default -> null;
        };
    }

    /** An answer to a request for books might list only these; any other list has every market of the subscription. */
    private static boolean left(ResultSet reply, JsonNode listed, String ticker) throws SQLException {
        String command = reply.getString("command");
        if ("snapshots".equals(command)) {
            return false;
        }
        if (!listed.isEmpty()) {
            return !names(listed, ticker);
        }
        return "remove".equals(command) && names(read(reply.getString("command_tickers")), ticker);
    }

    private static JsonNode listed(JsonNode body) {
        return body.path("market_tickers");
    }

    private static boolean names(JsonNode tickers, String ticker) {
        for (JsonNode each : tickers) {
            if (each.asText().equals(ticker)) {
                return true;
            }
        }
        return false;
    }

    private static JsonNode read(@Nullable String json) {
        try {
            return JSON.readTree(json == null ? "" : json);
        } catch (JsonProcessingException unreadable) {
            return JSON.missingNode();
        }
    }
}
