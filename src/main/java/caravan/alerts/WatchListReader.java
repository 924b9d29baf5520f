package caravan.alerts;

import caravan.alerts.WatchList.Entry;
import caravan.model.Outcome;
import caravan.model.Price;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads a watch list: lines such as {@code KXBTC-26NOV20-T100 45 no}, or the stream recorder's {@code trades.json}, of
 * whose trades those count that are PENDING. One entry that makes no sense does not take the others along.
 *
 * <p>Prices are those of the side that is held. Up to 1 with a decimal point they are dollars, else cents: {@code 0.45} and
 * {@code 45} are the same, {@code 1} is one cent.
 */
final class WatchListReader {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final int MOST = 10_000;
    private static final int SHOWN = 60;

    private final List<Entry> entries = new ArrayList<>();
    private final List<String> skipped = new ArrayList<>();
    private int others;

    private WatchListReader() {}

    /**
     * Reads a file's text.
     *
     * @throws IllegalArgumentException if nothing at all can be made of it
     */
    static WatchList read(String text) {
        WatchListReader reader = new WatchListReader();
        String stripped = text.strip();
        if (stripped.startsWith("[") || stripped.startsWith("{")) {
            reader.json(stripped);
        } else {
            reader.lines(text);
        }
        return new WatchList(reader.entries, reader.others, reader.skipped);
    }

    private void lines(String text) {
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            String words = line.replaceFirst("#.*", "").strip();
            if (!words.isEmpty()) {
                String[] parts = words.split("[\\s,;]+", -1);
                add("line " + number, parts[0], parts.length > 1 ? parts[1] : null, parts.length > 2 ? parts[2] : null);
            }
        }
    }

    private void json(String text) {
        JsonNode root;
        try {
            root = JSON.readTree(text);
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException("expected JSON, found: " + broken.getOriginalMessage());
        }
        JsonNode trades = root.isArray() ? root : root.path("trades");
        if (!trades.isArray()) {
            throw new IllegalArgumentException("expected a list of trades, or an object with 'trades', found neither");
        }
        int number = 0;
        for (JsonNode trade : trades) {
            number++;
            String where = "entry " + number;
            if (!trade.isObject()) {
                skip(where, "expected an object, found " + trade.getNodeType());
            } else if (!first(trade, "status", "state")
                    .strip()
                    .toUpperCase(Locale.ROOT)
                    .matches("PENDING|OPEN|")) {
                others++;
            } else {
                String price =
                        first(trade, "entry_price", "entry_price_dollars", "entry", "entry_price_cents", "price");
                add(
                        where,
                        first(trade, "ticker", "market_ticker", "market"),
                        price.isEmpty() ? null : price,
                        first(trade, "side", "outcome", "direction"));
            }
        }
    }

    private static String first(JsonNode object, String... names) {
        for (String name : names) {
            JsonNode value = object.path(name);
            if (value.isValueNode() && !value.isNull()) {
                return value.asText();
            }
        }
        return "";
    }

    private void add(String where, String ticker, @Nullable String price, @Nullable String side) {
        if (entries.size() >= MOST) {
            skip(where, "expected at most " + MOST + " entries");
            return;
        }
        if (!ticker.strip().matches("[A-Za-z][A-Za-z0-9._-]{0,127}")) {
            skip(where, "expected a ticker, found '" + shortened(ticker) + "'");
            return;
        }
        try {
            Outcome outcome = outcome(side);
            Price held = price == null ? null : price(price);
            entries.add(new Entry(
                    ticker.strip(), outcome, held == null || outcome == Outcome.YES ? held : held.complement()));
        } catch (IllegalArgumentException unusable) {
            skip(where, ticker.strip() + ": " + unusable.getMessage());
        }
    }

    private static Outcome outcome(@Nullable String side) {
        return switch (side == null ? "" : side.strip().toLowerCase(Locale.ROOT)) {
            case "", "yes", "y", "buy", "long", "buy_yes", "yes_buy" -> Outcome.YES;
            case "no", "n", "sell", "short", "buy_no", "no_buy" -> Outcome.NO;
            default -> throw new IllegalArgumentException("expected yes or no, found '" + shortened(side) + "'");
        };
    }

    private static Price price(String text) {
        String number =
                text.strip().replaceFirst("^\\$", "").replaceFirst("(¢|c)$", "").strip();
        BigDecimal value;
        try {
            if (number.length() > 20) {
                throw new NumberFormatException("long");
            }
            value = new BigDecimal(number);
        } catch (NumberFormatException noNumber) {
            throw new IllegalArgumentException("expected an entry price, found '" + shortened(text) + "'");
        }
        boolean dollars = text.contains("$") || value.scale() > 0 && value.compareTo(BigDecimal.ONE) < 0;
        try {
            return new Price(value.movePointRight(dollars ? 4 : 2).intValueExact());
        } catch (ArithmeticException | IllegalArgumentException outside) {
            throw new IllegalArgumentException(
                    "expected an entry price up to 1 dollar, exact to 0.01 cents, found '" + shortened(text) + "'");
        }
    }

    private void skip(String where, String reason) {
        skipped.add(where + ": " + reason);
    }

    private static String shortened(@Nullable String text) {
        String line = String.valueOf(text).replaceAll("\\p{Cntrl}+", " ");
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
    }
}
