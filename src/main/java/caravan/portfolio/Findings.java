package caravan.portfolio;

import caravan.model.OrderUpdate;
import caravan.model.RestingOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a comparison with the exchange.
 *
 * @param stray orders that bear our mark, rest at the exchange, and are not known here
 * @param missing orders that rest as far as is known here, and not at the exchange
 * @param news lines for people
 * @param halt why trading has to end; null where there is no reason
 */
public record Findings(
        List<OrderUpdate> stray,
        List<RestingOrder> missing,
        List<String> news,
        @Nullable String halt) {
    public Findings {
        stray = List.copyOf(stray);
        missing = List.copyOf(missing);
        news = List.copyOf(news);
    }
}
