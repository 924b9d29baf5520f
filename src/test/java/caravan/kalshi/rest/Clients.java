package caravan.kalshi.rest;

import caravan.kalshi.rest.budget.Pace;
import caravan.kalshi.rest.budget.RequestBudget;
import caravan.kalshi.rest.budget.Sleeper;
import caravan.model.AccountLimits;
import caravan.model.AccountLimits.Rate;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.CamelContext;

/** Clients for tests, started, with a budget that never runs out and is not asked for, and a clock that knows of waits. */
final class Clients {
    private static final AccountLimits PLENTY =
            new AccountLimits("plenty", new Rate(100_000, 100_000), new Rate(100_000, 100_000));

    private Clients() {}

    static RestClient of(CamelContext context, URI base, Signer signer, Duration timeout, Sleeper sleeper) {
        AtomicLong slept = new AtomicLong();
        Sleeper asleep = wait -> {
            sleeper.sleep(wait);
            slept.addAndGet(wait.toNanos());
        };
        Pace pace = new Pace(() -> System.nanoTime() + slept.get(), asleep, new Random(1));
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        RequestBudget budget = new RequestBudget(PLENTY, Duration.ofSeconds(10), pace, meters);
        RestClient client = new RestClient(context, base, signer, timeout, pace, budget, meters);
        client.start();
        return client;
    }
}
