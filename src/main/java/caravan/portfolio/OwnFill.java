package caravan.portfolio;

import caravan.model.Fill;
import caravan.model.Money;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A fill of this program.
 *
 * @param mid of a valid book at its moment; null where there was none
 * @param predictedFee what the rules say that it costs; null where they could not be asked
 */
record OwnFill(Fill fill, @Nullable Mark mid, @Nullable Money predictedFee) {
    /** What the exchange charged; what the rules say where it has not told yet. */
    Money fee() {
        Money charged = fill.fee();
        return charged != null ? charged : Objects.requireNonNullElse(predictedFee, Money.ZERO);
    }

    boolean isFeePredicted() {
        return fill.fee() == null;
    }
}
