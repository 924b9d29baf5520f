package caravan.risk;

import caravan.model.Card;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes news about trading as people read them. */
public final class TradingCards {
    private static final int GREEN = 0x2ECC71;
    private static final int RED = 0xE74C3C;

    private final String footer;

    private final Set<String> untold;

    /**
     * @param environment the exchange: cards say so when it is not {@code prod}
     * @param untold kinds of news that are in the log only: orders, halts, daily-summary
     */
    public TradingCards(String environment, Collection<String> untold) {
        this.untold = Set.copyOf(untold);
        this.footer = environment.equalsIgnoreCase("prod") ? "Risk" : environment.toUpperCase(Locale.ROOT) + " · Risk";
    }

    Card halted(Halt halt) {
        return card(
                "Halted",
                halt.reason(),
                RED,
                List.of(
                        Card.Field.of("By", halt.by()),
                        new Card.Field(
                                "What now",
                                new Card.Text("All orders of this program are canceled; nothing is placed until the"
                                        + " command resume"),
                                false)),
                halt.time());
    }

    Card resumed(Halt halt, String by, Instant time) {
        return card(
                "Resumed",
                "Was halted: " + halt.reason(),
                GREEN,
                List.of(Card.Field.of("By", by), Card.Field.of("Halted since", halt.time())),
                time);
    }

    private Card card(String title, String text, int colour, List<Card.Field> fields, @Nullable Instant time) {
        return new Card(title, null, text, colour, fields, footer, time, null, null);
    }

    /** Whether news of a kind go to Discord; those of no kind do. */
    public boolean isTold(@Nullable String kind) {
        return kind == null || !untold.contains(kind);
    }

    /** A card as it is; a text as a message of one line. */
    public Card card(Object news) {
        return news instanceof Card card ? card : Card.ofText(footer + ": " + news, null);
    }

    /** The same in one line, for the log. */
    public String line(Object news) {
        if (!(news instanceof Card card) || !card.isRich()) {
            return news instanceof Card plain ? String.valueOf(plain.content()) : String.valueOf(news);
        }
        String text = card.description() == null ? "" : ": " + card.description();
        return (card.title() == null ? "" : card.title()) + text.replaceAll("\\s+", " ");
    }
}
