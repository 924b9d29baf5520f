package caravan.bench;

import java.util.Collection;
import java.util.List;

/** Several measurements of one thing. */
record Figures(List<Double> sorted) {
    static Figures of(Collection<? extends Number> values) {
        return new Figures(values.stream().map(Number::doubleValue).sorted().toList());
    }

    double median() {
        return share(0.5);
    }

    /** The value that so large a share of all values does not exceed. */
    double share(double share) {
        return sorted.get(Math.max(0, (int) Math.ceil(share * sorted.size()) - 1));
    }

    double min() {
        return sorted.get(0);
    }

    double max() {
        return sorted.get(sorted.size() - 1);
    }
}
