package caravan.sandbox.exchange.rest;

import caravan.sandbox.engine.Account;
import caravan.sandbox.engine.Refusal;
import caravan.sandbox.simulation.World;
import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * Answers requests over REST: the engine does what they ask, the records tell what was.
 *
 * <p>Who may ask is checked before, and the world's time is advanced before. Not thread-safe.
 */
public final class RestApi {
    private final Floor floor;
    private final Operations operations;
    private final Map<@Nullable Account, Buckets> buckets = new HashMap<>();
    private final List<AnswerObserver> observers = new ArrayList<>();

    /** What an account may still spend; all who do not sign share one. */
    private record Buckets(TokenBucket read, TokenBucket write) {}

    public RestApi(World world, Records records, KeyRing keys, RestOptions options) {
        this.floor = new Floor(world, records, options);
        MarketForm form = new MarketForm(floor);
        List<Operation> all = new ArrayList<>();
        all.addAll(new ExchangeApi(floor).operations());
        all.addAll(new SeriesApi(floor).operations());
        all.addAll(new EventsApi(floor, form).operations());
        all.addAll(new MarketsApi(floor, form).operations());
        all.addAll(new CandlesApi(floor).operations());
        all.addAll(new PortfolioApi(floor).operations());
        all.addAll(new OrderReadsApi(floor).operations());
        all.addAll(new OrdersApi(floor).operations());
        all.addAll(new OrderGroupsApi(floor).operations());
        all.addAll(new IncentivesApi(floor).operations());
        all.addAll(new AccountApi(floor, keys, () -> all).operations());
        all.addAll(RemovedApi.operations());
        this.operations = new Operations(all);
        ServiceLoader.load(AnswerObserver.class).forEach(observers::add);
    }

    /**
     * Whether a request needs a signature.
     *
     * @param path below the base path, for example {@code /portfolio/balance}
     */
    public boolean isPrivate(String method, String path) {
        Operations.Match match = operations.find(method, path);
        Operation operation = match == null ? null : match.operation();
        return operation == null ? path.startsWith("/portfolio/") : operation.isPrivate();
    }

    /** What a request asks for, for example {@code GET /markets/{ticker}}; null where that is nothing known. */
    public @Nullable String operation(String method, String path) {
        Operations.Match match = operations.find(method, path);
        Operation operation = match == null ? null : match.operation();
        return operation == null ? null : operation.method() + " " + operation.template();
    }

    /**
     * Answers a request.
     *
     * @param path below the base path, with its escapes
     * @param who whose key signed, and whose budget pays; null when nobody's did
     */
    public Answer answer(
            String method,
            String path,
            MultiMap query,
            @Nullable String contentType,
            String body,
            @Nullable Account who) {
        Answer answer;
        try {
            answer = carryOut(method, path, query, contentType, body, who);
        } catch (Denial denial) {
            answer = denial.answer();
        } catch (Refusal refusal) {
            answer = Refusals.of(refusal, null).answer();
        }
        for (AnswerObserver observer : observers) {
            observer.answered(method, path, answer);
        }
        return answer;
    }

    private Answer carryOut(
            String method,
            String path,
            MultiMap parameters,
            @Nullable String contentType,
            String body,
            @Nullable Account who) {
        Operations.Match match = operations.find(method, path);
        if (match == null) {
            throw Denial.notFound();
        }
        Operation operation = match.operation();
        if (operation == null) {
            throw Denial.nested(405, "method_not_allowed", "expected one of " + operations.methods(path));
        }
        if (operation.isPrivate() && who == null) {
            throw Denial.nested(401, "signature_is_missing_from_headers", null);
        }
        charge(operation, body, who);
        Query query = new Query(operation.name(), operation.parameters(), parameters);
        return operation.handler().apply(new Request(match.path(), query, contentType, body, who));
    }

    private void charge(Operation operation, String body, @Nullable Account who) {
        if (!floor.options().limited()) {
            return;
        }
        Tier tier = floor.options().tier();
        long now = floor.now();
        Buckets budget = buckets.computeIfAbsent(
                who, key -> new Buckets(new TokenBucket(tier.read(), now), new TokenBucket(tier.write(), now)));
        TokenBucket bucket = operation.access() == Operation.Access.WRITE ? budget.write() : budget.read();
        int items = operation.batch() ? Body.count(body, "orders") : 1;
        if (!bucket.take(Math.multiplyExact(operation.cost(), items), now)) {
            throw Denial.tooManyRequests();
        }
    }
}
