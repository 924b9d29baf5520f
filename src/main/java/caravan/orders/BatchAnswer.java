package caravan.orders;

import caravan.model.BatchItem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What of the exchange's answer to a batch is about which of its requests. */
final class BatchAnswer {
    private final Batch batch;
    private final List<?> items;
    private final Map<String, BatchItem<?>> byId = new HashMap<>();

    private BatchAnswer(Batch batch, List<?> items) {
        this.batch = batch;
        this.items = items;
        for (Object item : items) {
            if (item instanceof BatchItem<?> one) {
                put(one.clientOrderId(), one);
                put(one.orderId(), one);
            }
        }
    }

    private void put(@Nullable String id, BatchItem<?> item) {
        if (id != null) {
            byId.put(id, item);
        }
    }

    static BatchAnswer of(Batch batch, Object answer) {
        return new BatchAnswer(batch, answer instanceof List<?> several ? several : List.of());
    }

    /** By the id that it names; one that names none stands where its request stands. Null where nothing is told of it. */
    @Nullable
    BatchItem<?> item(int request) {
        BatchItem<?> named = byId.get(name(batch.sent().get(request)));
        if (named == null
                && items.size() == batch.sent().size()
                && items.get(request) instanceof BatchItem<?> same
                && same.orderId() == null
                && same.clientOrderId() == null) {
            return same;
        }
        return named;
    }

    private static String name(Sent sent) {
        String orderId = sent.submission().orderId();
        return sent.kind().places() || orderId == null ? sent.requestId() : orderId;
    }
}
