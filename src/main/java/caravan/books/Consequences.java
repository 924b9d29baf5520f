package caravan.books;

import caravan.model.Gap;
import caravan.model.StreamCommand;
import caravan.model.TopOfBook;
import java.util.ArrayList;
import java.util.List;

/** Gathers what other stages are to hear of, in order. Used by one thread. */
final class Consequences {
    private List<Record> gathered = List.of();

    void add(TopOfBook top) {
        gather(top);
    }

    void add(Gap gap) {
        gather(gap);
    }

    void add(StreamCommand.RequestSnapshots request) {
        gather(request);
    }

    private void gather(Record one) {
        if (gathered.isEmpty()) {
            // Most often there is only one.
            gathered = List.of(one);
            return;
        }
        if (gathered.size() == 1) {
            gathered = new ArrayList<>(gathered);
        }
        gathered.add(one);
    }

    /** Hands everything out. */
    List<Record> take() {
        List<Record> taken = gathered;
        gathered = List.of();
        return taken;
    }
}
