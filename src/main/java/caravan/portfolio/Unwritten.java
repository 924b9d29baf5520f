package caravan.portfolio;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What is only in memory so far, and to be written down. For one thread at a time.
 *
 * @param taken fills that became ours
 * @param changed markets with other profit and loss than is written
 * @param traded of them, those where something was closed or may have been
 * @param disordered markets whose history has to be put together from the ledger again
 */
record Unwritten(List<OwnFill> taken, Set<String> changed, Set<String> traded, Set<String> disordered) {
    static Unwritten nothing() {
        return new Unwritten(new ArrayList<>(), new HashSet<>(), new HashSet<>(), new HashSet<>());
    }

    /** Something was traded or paid in a market. */
    void traded(String ticker) {
        changed.add(ticker);
        traded.add(ticker);
    }

    /** Hands everything over, once. */
    Unwritten handOver() {
        Unwritten all =
                new Unwritten(List.copyOf(taken), Set.copyOf(changed), Set.copyOf(traded), Set.copyOf(disordered));
        taken.clear();
        changed.clear();
        traded.clear();
        disordered.clear();
        return all;
    }

    /** Takes back what could not be written. */
    void putBack(Unwritten all) {
        taken.addAll(0, all.taken);
        changed.addAll(all.changed);
        traded.addAll(all.traded);
        disordered.addAll(all.disordered);
    }
}
