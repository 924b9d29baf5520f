package caravan.sandbox.exchange.rest;

import static caravan.sandbox.exchange.rest.Desk.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A new account has a hundred tokens a second for writes, and three seconds of two hundred for reads. */
class LimitsTest {
    private final Desk desk = new Desk(RestOptions.DEFAULT, 10_000_000_000L);

    @Test
    void tenOrdersAtOnceAreAllThereIs() {
        for (int i = 0; i < 10; i++) {
            desk.place("bid", "0.0100", "1.00");
        }
        Answer eleventh = desk.post(ORDERS, desk.order("bid", "0.0100", "1.00", ""));
        assertThat(eleventh).isEqualTo(new Answer(429, Desk.json("{\"error\":\"too many requests\"}")));
        desk.advance(Duration.ofMillis(99));
        assertThat(desk.post(ORDERS, desk.order("bid", "0.0100", "1.00", "")).status())
                .isEqualTo(429);
        desk.advance(Duration.ofMillis(1));
        desk.place("bid", "0.0100", "1.00");
    }

    @Test
    void readsHaveABudgetOfTheirOwn() {
        long answered = IntStream.range(0, 100)
                .filter(i -> desk.get("/portfolio/balance").status() == 200)
                .count();
        assertThat(answered).isEqualTo(60);
        desk.place("bid", "0.0100", "1.00");
        assertThat(desk.stranger("/markets").status()).isEqualTo(200);
    }

    @Test
    void aBatchFitsWholeOrNotAtAll() {
        assertThat(desk.post(ORDERS + "/batched", batch(11)).status()).isEqualTo(429);
        assertThat(desk.post(ORDERS + "/batched", batch(10)).status()).isEqualTo(201);
        assertThat(desk.delete(ORDERS).status()).isEqualTo(429);
        desk.advance(Duration.ofMillis(20));
        assertThat(desk.delete(ORDERS).status()).isEqualTo(204);
    }

    @Test
    void aCancelIsCheap() {
        String id = desk.place("bid", "0.0100", "1.00").path("order_id").asText();
        long answered = IntStream.range(0, 100)
                .filter(i -> desk.delete(ORDERS + "/" + id).status() != 429)
                .count();
        assertThat(answered).isEqualTo(45);
    }

    @Test
    void theAccountReadsItsLimitsAndWhatThingsCost() {
        JsonNode limits = desk.read("/account/limits");
        assertThat(limits).isEqualTo(Desk.json("""
                {"usage_tier":"basic","read":{"refill_rate":200,"bucket_capacity":600},
                 "write":{"refill_rate":100,"bucket_capacity":100},"grants":[]}"""));
        JsonNode costs = desk.read("/account/endpoint_costs");
        assertThat(costs.path("endpoint_costs")).contains(Desk.json("""
                {"method":"DELETE","path":"/trade-api/v2/portfolio/events/orders/:order_id","cost":2}"""));
        assertThat(desk.read("/api_keys").at("/api_keys/0/api_key_id").asText()).isEqualTo("a1b2");
    }

    private String batch(int orders) {
        return IntStream.range(0, orders)
                .mapToObj(i -> desk.order("bid", "0.0100", "1.00", ""))
                .collect(Collectors.joining(",", "{\"orders\":[", "]}"));
    }
}
