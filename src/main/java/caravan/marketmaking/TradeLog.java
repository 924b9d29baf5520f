package caravan.marketmaking;

import caravan.model.BookSide;
import caravan.model.BookUpdate.Level;
import caravan.model.BookView;
import caravan.model.OrderRequest;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.model.RestingOrder;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what market making does to {@code trade.log}, in the lines of the original, for people.
 *
 * <p>Prices are those of the side that is named: 0.46 for NO is an ask of 0.54 in YES prices. What programs should rely on
 * is in the ledger. Thread-safe.
 */
public final class TradeLog {
    private static final Logger LOG = LoggerFactory.getLogger("caravan.marketmaking");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final int LEVELS = 5;
    /** A fuller file becomes trade.log.1, in place of the one before. */
    private static final long MOST_BYTES = 50_000_000;

    private final Path file;
    private final ZoneId zone;
    private final InstantSource clock;
    private boolean failed;

    /** @param zone of the times in the lines */
    public TradeLog(Path file, ZoneId zone, InstantSource clock) {
        this.file = file;
        this.zone = zone;
        this.clock = clock;
    }

    void canceled(Collection<RestingOrder> orders) {
        orders.forEach(order -> line(
                "CANCEL ORDER",
                "Ticker: %s | Side: %s | Price: %s"
                        .formatted(order.ticker(), side(order.side()), own(order.side(), order.price()))));
    }

    /** What is sold is a position of the other side. */
    void closed(Collection<OrderRequest.Exit> exits) {
        exits.forEach(exit -> {
            BookSide held = exit.side() == BookSide.ASK ? BookSide.BID : BookSide.ASK;
            line(
                    "CLOSE POSITION",
                    "Ticker: %s | Side: %s | Price: %s | Count: %s"
                            .formatted(exit.ticker(), side(held), own(held, exit.price()), count(exit.quantity())));
        });
    }

    void opened(Collection<RestingOrder> orders) {
        orders.forEach(order -> line(
                "OPEN ORDER",
                "Ticker: %s | Side: %s | Action: buy | Count: %s | Type: limit | Price: %s"
                        .formatted(
                                order.ticker(),
                                side(order.side()),
                                count(order.quantity()),
                                own(order.side(), order.price()))));
    }

    /** The best levels of both sides, bids for NO where the book has asks for YES. */
    void book(BookView book) {
        line(
                "ORDER BOOK",
                "Ticker: %s | yes: %s | no: %s".formatted(book.ticker(), levels(book.bids()), levels(book.asks())));
    }

    void answered(Collection<String> lines) {
        lines.forEach(text -> line("API RESPONSE", text));
    }

    void session(String text) {
        line("SESSION", text);
    }

    void error(String text) {
        line("ERROR", text);
    }

    void shutdown(String text) {
        line("SHUTDOWN", text);
    }

    private static String levels(List<Level> levels) {
        return levels.isEmpty()
                ? "nothing"
                : levels.stream()
                        .limit(LEVELS)
                        .map(level -> own(level.side(), level.price()) + " x " + count(level.quantity()))
                        .collect(Collectors.joining(", "));
    }

    private static String side(BookSide side) {
        return side == BookSide.BID ? "yes" : "no";
    }

    private static Price own(BookSide side, Price price) {
        return side == BookSide.BID ? price : price.complement();
    }

    private static String count(Quantity quantity) {
        BigDecimal contracts = quantity.toBigDecimal().stripTrailingZeros();
        return (contracts.scale() < 0 ? contracts.setScale(0) : contracts).toPlainString();
    }

    private synchronized void line(String tag, String text) {
        String line = "%s [%s] %s%n".formatted(TIME.format(clock.instant().atZone(zone)), tag, text.replace('\n', ' '));
        try {
            if (Files.exists(file) && Files.size(file) > MOST_BYTES) {
                Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
            }
            Files.writeString(file, line, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            failed = false;
        } catch (IOException full) {
            if (!failed) {
                LOG.warn("trade.log cannot be written, and market making goes on without: {}", full.toString());
            }
            failed = true;
        }
    }
}
