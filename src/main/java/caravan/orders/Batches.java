package caravan.orders;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Puts what is to be sent into the fewest requests: what takes back first, then changes, then what is new. */
final class Batches {
    private Batches() {}

    static List<Batch> of(List<Sent> sent, BatchSizes sizes) {
        List<Batch> batches = new ArrayList<>();
        parts(only(sent, one -> one.kind() == Kind.CANCEL), sizes.cancels(), batches);
        parts(only(sent, one -> one.kind() == Kind.DECREASE), 1, batches);
        parts(only(sent, one -> one.kind().amends()), 1, batches);
        parts(only(sent, one -> one.kind().places()), sizes.creates(), batches);
        return batches;
    }

    private static List<Sent> only(List<Sent> sent, Predicate<Sent> which) {
        return sent.stream().filter(which).toList();
    }

    private static void parts(List<Sent> sent, int size, List<Batch> batches) {
        for (int from = 0; from < sent.size(); from += size) {
            batches.add(new Batch(sent.subList(from, Math.min(sent.size(), from + size))));
        }
    }
}
