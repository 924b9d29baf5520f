package caravan.cli.call;

import caravan.cli.BadInputException;
import caravan.cli.Terminal;
import caravan.rules.Nearest;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Which columns a list has: those that are wanted, or all that its first rows have, with the most telling ones first. */
final class Columns {
    /** What tells most, wherever it is; of the rest the order stays. */
    private static final List<String> TELLING = List.of(
            "ticker",
            "id",
            "order_id",
            "end_period_ts",
            "status",
            "yes_price_dollars",
            "price_dollars",
            "yes_bid_dollars",
            "yes_ask_dollars",
            "last_price_dollars",
            "count_fp",
            "remaining_count_fp",
            "fill_count_fp",
            "position_fp",
            "volume_fp",
            "open_interest_fp",
            "book_side",
            "outcome_side",
            "action",
            "side",
            "yes_sub_title",
            "market_ticker",
            "event_ticker",
            "series_ticker",
            "title",
            "name",
            "contracts_limit_fp");

    private static final List<String> UNITS = List.of("_dollars", "_fp");

    private Columns() {}

    /** All columns, in the order in which a person would look for them. */
    static List<String> all(List<Map<String, JsonNode>> rows) {
        Set<String> names = new LinkedHashSet<>();
        rows.forEach(row -> names.addAll(row.keySet()));
        return names.stream().sorted(Comparator.comparingInt(Columns::rank)).toList();
    }

    private static int rank(String name) {
        int index = TELLING.indexOf(name);
        return index < 0 ? TELLING.size() : index;
    }

    /**
     * The columns that are wanted, by their whole names; {@code price} will do for {@code price_dollars}.
     *
     * @throws BadInputException if no row has one of them
     */
    static List<String> wanted(List<String> wanted, List<Map<String, JsonNode>> rows) {
        if (rows.isEmpty()) {
            return wanted;
        }
        List<String> all = all(rows);
        List<String> names = new ArrayList<>();
        for (String name : wanted) {
            names.add(found(name, all)
                    .orElseThrow(() -> new BadInputException("--columns: expected some of %s, found '%s'%s"
                            .formatted(
                                    String.join(", ", all),
                                    name,
                                    Nearest.to(name, all)
                                            .map(near -> "; did you mean " + near + "?")
                                            .orElse("")))));
        }
        return names;
    }

    private static Optional<String> found(String name, List<String> all) {
        return Stream.concat(Stream.of(name), UNITS.stream().map(unit -> name + unit))
                .filter(all::contains)
                .findFirst();
    }

    /**
     * The name without its unit, which is the same everywhere: dollars and contracts.
     *
     * @param all the names beside it; one of them may be the same without a unit, and mean cents
     */
    static String heading(String name, Collection<String> all) {
        String bare = name.replaceFirst("_(dollars|fp)$", "");
        return Terminal.harmless(all.contains(bare) ? name : bare);
    }
}
