package caravan.fills;

import caravan.model.Action;
import caravan.model.BookSide;
import caravan.model.Fill;
import caravan.model.Money;
import caravan.model.Outcome;
import caravan.model.Price;
import caravan.model.Quantity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Fills for tests, in the fewest words. */
public final class FillExamples {
    public static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private FillExamples() {}

    /** As the stream tells it: with position and client order id. */
    public static Fill yes(String tradeId, String orderId, String price, String quantity) {
        return at(NOON, tradeId, orderId, Outcome.YES, price, quantity);
    }

    public static Fill no(String tradeId, String orderId, String yesPrice, String quantity) {
        return at(NOON, tradeId, orderId, Outcome.NO, yesPrice, quantity);
    }

    public static Fill at(
            Instant time, String tradeId, String orderId, Outcome outcome, String yesPrice, String quantity) {
        return new Fill(
                tradeId,
                orderId,
                "client-" + orderId,
                "KXTEST-26NOV20-T1",
                outcome == Outcome.YES ? BookSide.BID : BookSide.ASK,
                outcome,
                Action.BUY,
                Price.parse(yesPrice),
                Quantity.parse(quantity),
                Money.parse("0.010000"),
                true,
                Quantity.parse("7"),
                0,
                time);
    }

    /** The same fill as REST tells it: without position and client order id. */
    public static Fill overRest(Fill fill) {
        return knowing(fill, fill.fee(), fill.taker(), fill.subaccount());
    }

    /** The same fill as it is told where only what every fill has is told. */
    static Fill barely(Fill fill) {
        return knowing(fill, null, null, null);
    }

    private static Fill knowing(Fill fill, @Nullable Money fee, @Nullable Boolean taker, @Nullable Integer subaccount) {
        return new Fill(
                fill.tradeId(),
                fill.orderId(),
                null,
                fill.ticker(),
                fill.side(),
                fill.outcome(),
                fill.action(),
                fill.price(),
                fill.quantity(),
                fee,
                taker,
                null,
                subaccount,
                fill.exchangeTime());
    }
}
