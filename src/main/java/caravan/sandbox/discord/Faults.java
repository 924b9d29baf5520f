package caravan.sandbox.discord;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The faults that wait for requests, once or by a rule, and those that were thrown. Not thread-safe. */
final class Faults {
    private static final int ALWAYS = -1;

    /** A fault that fits every so-many-th request, a number of times or for good. */
    private static final class Rule {
        private final Fault fault;
        private final int every;
        private int left;
        private int seen;

        Rule(Fault fault, int every, int left) {
            this.fault = fault;
            this.every = every;
            this.left = left;
        }

        boolean isDue() {
            seen++;
            return seen % every == 0;
        }
    }

    private final Deque<Rule> rules = new ArrayDeque<>();
    private final Map<String, Integer> thrown = new TreeMap<>();

    /** The next requests that fit go wrong. */
    void add(Fault fault, int times) {
        rules.add(new Rule(fault, 1, times));
    }

    /** From now on every so-many-th request that fits goes wrong. */
    void addRule(Fault fault, int every) {
        rules.add(new Rule(fault, every, ALWAYS));
    }

    void clear() {
        rules.clear();
    }

    /** What goes wrong with a request; null for nothing. */
    @Nullable
    Fault next(String method, String path) {
        for (Iterator<Rule> all = rules.iterator(); all.hasNext(); ) {
            Rule rule = all.next();
            if (rule.fault.fits(method, path) && rule.isDue()) {
                if (rule.left != ALWAYS) {
                    rule.left--;
                }
                if (rule.left == 0) {
                    all.remove();
                }
                thrown.merge(rule.fault.kind().word(), 1, Integer::sum);
                return rule.fault;
            }
        }
        return null;
    }

    /** How many faults wait that are thrown once. */
    int waiting() {
        return rules.stream().mapToInt(rule -> Math.max(0, rule.left)).sum();
    }

    long standing() {
        return rules.stream().filter(rule -> rule.left == ALWAYS).count();
    }

    /** How often each kind was thrown. */
    Map<String, Integer> thrown() {
        return thrown;
    }
}
