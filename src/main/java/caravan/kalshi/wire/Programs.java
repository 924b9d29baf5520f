package caravan.kalshi.wire;

import static caravan.kalshi.wire.Body.required;

import caravan.model.Event;
import caravan.model.IncentiveProgram;
import caravan.model.Money;
import caravan.model.Series;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Translates what is said in public about rewards and fees. */
final class Programs {
    private static final long UNITS_PER_CENTI_CENT = 100;

    private Programs() {}

    static IncentiveProgram program(Body body) {
        return new IncentiveProgram(
                body.requiredIdentifier(Field.ID, Field.ID),
                body.identifier(Field.MARKET_ID),
                body.requiredIdentifier(Field.MARKET_TICKER, Field.TICKER),
                required(body.text(Field.INCENTIVE_TYPE), Field.INCENTIVE_TYPE),
                body.text(Field.INCENTIVE_DESCRIPTION),
                Times.text(body, Field.START_DATE),
                Times.text(body, Field.END_DATE),
                centiCents(body, Field.PERIOD_REWARD),
                body.flag(Field.PAID_OUT),
                body.smallNumber(Field.DISCOUNT_FACTOR_BPS),
                body.quantity(Field.TARGET_SIZE_FP, Field.TARGET_SIZE),
                centiCents(body, Field.MAX_REWARD_PER_ACCOUNT));
    }

    static Series series(Body body) {
        return new Series(
                body.requiredIdentifier(Field.TICKER, Field.TICKER),
                body.text(Field.TITLE),
                body.text(Field.CATEGORY),
                body.text(Field.FREQUENCY),
                body.text(Field.FEE_TYPE),
                body.convert(Field.FEE_MULTIPLIER, BigDecimal::new));
    }

    static Event event(Body body) {
        return new Event(
                body.requiredIdentifier(Field.EVENT_TICKER, Field.TICKER),
                body.identifier(Field.SERIES_TICKER),
                body.text(Field.TITLE),
                body.flag(Field.MUTUALLY_EXCLUSIVE),
                body.text(Field.FEE_TYPE_OVERRIDE),
                body.convert(Field.FEE_MULTIPLIER_OVERRIDE, BigDecimal::new));
    }

    private static @Nullable Money centiCents(Body body, Field field) {
        return body.convert(field, text -> new Money(Math.multiplyExact(Long.parseLong(text), UNITS_PER_CENTI_CENT)));
    }
}
