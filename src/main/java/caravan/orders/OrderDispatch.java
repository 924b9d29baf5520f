package caravan.orders;

import caravan.model.Approved;
import caravan.model.OrderRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** Makes batches of what passed risk, each request with its row in the ledger and counted before it is sent. Thread-safe. */
public final class OrderDispatch {
    private static final Logger LOG = LoggerFactory.getLogger(OrderDispatch.class);

    private final OrderEntry entry;
    private final OrderRows rows;
    private final OrderGroups groups;
    private final AnswerDesk answers;
    private final Supplier<BatchSizes> sizes;

    OrderDispatch(
            OrderEntry entry, OrderRows rows, OrderGroups groups, AnswerDesk answers, Supplier<BatchSizes> sizes) {
        this.entry = entry;
        this.rows = rows;
        this.groups = groups;
        this.answers = answers;
        this.sizes = sizes;
    }

    /**
     * Writes the rows of what was approved and counts it as open; after that it may be sent.
     *
     * <p>Where the ledger is away only what takes back is sent: it needs no row to be safe.
     *
     * @return what to send, one request after the other
     */
    public List<Batch> submit(Round round, List<Approved> approved) {
        Set<OrderRequest> passed = new HashSet<>();
        List<Sent> sent = new ArrayList<>();
        for (Approved one : approved) {
            passed.add(one.request());
            String group = one.request() instanceof OrderRequest.Create create ? groups.id(create.ticker()) : null;
            entry.prepare(one, group).ifPresent(sent::add);
        }
        round.requests().stream()
                .filter(request -> !passed.contains(request))
                .forEach(request -> round.say(request.ticker(), "risk denies to " + Kind.of(request)));
        List<Sent> safe = written(round, sent);
        round.written(safe);
        safe.forEach(entry::submitted);
        return Batches.of(safe, sizes.get());
    }

    private List<Sent> written(Round round, List<Sent> sent) {
        try {
            rows.insert(sent);
            return sent;
        } catch (DataAccessException away) {
            LOG.error("The ledger does not take new orders, so none is placed; orders are still canceled", away);
            sent.stream()
                    .filter(one -> !one.kind().reduces())
                    .forEach(one -> round.say(one.ticker(), "the ledger is away: did not " + one.text()));
            return sent.stream().filter(one -> one.kind().reduces()).toList();
        }
    }

    /** What of a batch is still to be sent; null where nothing is. */
    public @Nullable Batch due(Round round, Batch batch) {
        List<Sent> due = new ArrayList<>();
        for (Sent sent : batch.sent()) {
            round.sending(sent);
            if (sent.kind().reduces() || !round.isSpoiled(sent.ticker())) {
                due.add(sent);
            } else {
                answers.notSent(round, sent, "not sent, for something before it in the market did not go well");
            }
        }
        return due.isEmpty() ? null : new Batch(due);
    }
}
