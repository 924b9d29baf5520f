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
import org.springframework.transaction.TransactionException;

/**
 * Makes batches of what passed risk, each request counted before it is sent, and with its row in the ledger if it may trade.
 * Thread-safe.
 */
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
     * <p>What takes back needs no row to be safe: it is sent where the ledger is away, and alone it does not wait for it.
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
        List<Sent> counted = new ArrayList<>();
        for (Sent one : written(round, sent)) {
            if (entry.submitted(one)) {
                counted.add(one);
            }
        }
        round.written(counted);
        return Batches.of(counted, sizes.get());
    }

    private List<Sent> written(Round round, List<Sent> sent) {
        List<Sent> mayTrade = sent.stream().filter(one -> !one.kind().reduces()).toList();
        if (mayTrade.isEmpty()) {
            return sent;
        }
        try {
            rows.insert(mayTrade);
            return sent;
        } catch (DataAccessException | TransactionException away) {
            LOG.error("The ledger does not take new orders, so none is placed; orders are still canceled", away);
            mayTrade.forEach(one -> round.say(one.ticker(), "the ledger is away: did not " + one.text()));
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
