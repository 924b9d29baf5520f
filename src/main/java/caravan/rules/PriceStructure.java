package caravan.rules;

import caravan.rules.PriceGrid.Band;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The price grids that the exchange has given a name by autumn 2026.
 *
 * <p>For those who make markets. Who reads them goes by the bands on the wire: new names appear without notice.
 *
 * @see <a href="https://docs.kalshi.com/getting_started/fixed_point_migration">Kalshi: price level structures</a>
 */
// A grid never changes, which the checker cannot see.
@SuppressWarnings("ImmutableEnumChecker")
public enum PriceStructure {
    LINEAR_CENT("0.01"),
    DECI_CENT("0.001"),
    TAPERED_DECI_CENT("0.10", "0.001", "0.01"),
    CENTER_WHOLE_EDGE_HALF_CENT("0.10", "0.005", "0.01"),
    CENTER_WHOLE_EDGE_QUINT_CENT("0.10", "0.002", "0.01"),
    CENTER_HALF_EDGE_HALF_CENT("0.005"),
    CENTER_HALF_EDGE_QUINT_CENT("0.10", "0.002", "0.005"),
    CENTER_HALF_EDGE_DECI_CENT("0.10", "0.001", "0.005"),
    CENTER_QUINT_EDGE_QUINT_CENT("0.002"),
    CENTER_QUINT_EDGE_DECI_CENT("0.10", "0.001", "0.002"),
    CENTER_CENTI_EDGE_CENTI_CENT("0.0001"),
    /** The grid of all combo markets since September 2026. */
    CENTER_DECI_EDGE_CENTI_CENT("0.01", "0.0001", "0.001");

    private final PriceGrid grid;

    PriceStructure(String step) {
        grid = new PriceGrid(List.of(Band.parse("0", "1", step)));
    }

    /** @param edge how wide the finer bands are at both ends */
    PriceStructure(String edge, String edgeStep, String centerStep) {
        Band low = Band.parse("0", edge, edgeStep);
        Band center = new Band(
                low.end(),
                low.end().complement(),
                Band.parse("0", "1", centerStep).step());
        grid = new PriceGrid(
                List.of(low, center, new Band(center.end(), low.start().complement(), low.step())));
    }

    /** The grid of that name; empty where the name is not known here. */
    public static Optional<PriceStructure> of(String label) {
        for (PriceStructure structure : values()) {
            if (structure.label().equals(label)) {
                return Optional.of(structure);
            }
        }
        return Optional.empty();
    }

    /** The exchange's word, {@code price_level_structure}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public PriceGrid grid() {
        return grid;
    }
}
