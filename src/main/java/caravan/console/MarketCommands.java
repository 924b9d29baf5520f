package caravan.console;

import caravan.model.StreamCommand;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads what a request wants changed about the markets that are followed. */
public final class MarketCommands {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST = 100_000;
    private static final int LONGEST_TICKER = 128;
    private static final Set<String> NAMES = Set.of("action", "tickers");

    /** Reads {@code {"action":"add","tickers":["…"]}}. */
    public StreamCommand read(JsonNode request) {
        request.fieldNames().forEachRemaining(name -> {
            if (!NAMES.contains(name)) {
                throw new BadRequestException("expected action and tickers, found another name");
            }
        });
        List<String> tickers = tickers(request.path("tickers"));
        String action = request.path("action").asText("");
        return switch (action) {
            case "add" -> new StreamCommand.AddMarkets(some(tickers));
            case "remove" -> new StreamCommand.RemoveMarkets(some(tickers));
            case "set" -> new StreamCommand.SetMarkets(tickers);
            default -> throw new BadRequestException("action: expected add, remove or set, found another");
        };
    }

    private static List<String> some(List<String> tickers) {
        if (tickers.isEmpty()) {
            throw new BadRequestException("tickers: expected at least one, found none");
        }
        return tickers;
    }

    private static List<String> tickers(JsonNode list) {
        if (!list.isArray()) {
            throw new BadRequestException("tickers: expected a list of tickers, found none");
        }
        if (list.size() > MOST) {
            throw new BadRequestException("tickers: expected at most %d, found %d".formatted(MOST, list.size()));
        }
        Set<String> tickers = new LinkedHashSet<>();
        for (JsonNode item : list) {
            String ticker = item.asText("");
            if (!item.isTextual() || !ticker.matches("[!-~]{1," + LONGEST_TICKER + "}")) {
                throw new BadRequestException(
                        "tickers[%d]: expected a ticker, found something else".formatted(tickers.size()));
            }
            tickers.add(ticker);
        }
        return Collections.unmodifiableList(new ArrayList<>(tickers));
    }

    /** What is answered when the command was handed on. */
    public String accepted(StreamCommand command) {
        return JSON.createObjectNode().put("accepted", command.tickers().size()).toString();
    }
}
