package caravan.sandbox.exchange.spec;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Where the sandbox is right and a document of the exchange says otherwise, each with its source. Thread-safe. */
public final class Deviations {
    /**
     * One of them.
     *
     * @param violation fits the whole line that {@link Specification#check} writes of it
     * @param source why the sandbox is right
     */
    public record Deviation(Pattern violation, String source) {}

    private final List<Deviation> all;
    private final Set<Deviation> used = ConcurrentHashMap.newKeySet();

    public Deviations(Deviation... all) {
        this.all = List.of(all);
    }

    public static Deviation deviation(String violation, String source) {
        return new Deviation(Pattern.compile(violation), source);
    }

    /** All of them, in their order. */
    public List<Deviation> list() {
        return all;
    }

    /** Those of the violations that none of these explains. */
    public List<String> unexplained(List<String> violations) {
        return violations.stream().filter(violation -> !explains(violation)).toList();
    }

    private boolean explains(String violation) {
        for (Deviation deviation : all) {
            if (deviation.violation().matcher(violation).matches()) {
                used.add(deviation);
                return true;
            }
        }
        return false;
    }

    /** Those that nothing needed: what they stood for is over. */
    public List<String> unused() {
        return all.stream()
                .filter(deviation -> !used.contains(deviation))
                .map(deviation -> deviation.violation().toString())
                .toList();
    }

    /** Those that something needed, with their sources. */
    public String report() {
        return all.stream()
                .filter(used::contains)
                .map(deviation -> "  " + deviation.violation() + " <- " + deviation.source() + '\n')
                .collect(Collectors.joining());
    }
}
