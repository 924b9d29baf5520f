package caravan.sandbox.exchange;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** What requests and frames have in common that make no sense. */
public final class Nonsense {
    private Nonsense() {}

    /**
     * JSON objects, in which a field may stand twice.
     *
     * @param fields names of fields
     * @param values JSON, of which each field gets any
     * @param most fields in an object
     */
    public static Arbitrary<String> object(List<String> fields, List<String> values, int most) {
        return Combinators.combine(Arbitraries.of(fields), Arbitraries.of(values))
                .as((field, value) -> "\"" + field + "\":" + value)
                .list()
                .ofMaxSize(most)
                .map(members -> "{" + String.join(",", members) + "}");
    }

    /** Texts that lack their end or, now and then, their beginning. */
    public static Arbitrary<String> torn(Arbitrary<String> texts) {
        return Arbitraries.frequencyOf(Tuple.of(3, part(texts, true)), Tuple.of(1, part(texts, false)));
    }

    private static Arbitrary<String> part(Arbitrary<String> texts, boolean head) {
        return Combinators.combine(texts, Arbitraries.integers().between(0, 100))
                .as((text, percent) -> {
                    int cut = text.length() * percent / 100;
                    return head ? text.substring(0, cut) : text.substring(cut);
                });
    }
}
