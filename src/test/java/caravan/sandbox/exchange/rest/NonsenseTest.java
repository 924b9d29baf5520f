package caravan.sandbox.exchange.rest;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.sandbox.engine.Account;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests put together at random are answered, and no money comes or goes. */
class NonsenseTest {
    private static final int REQUESTS = 5_000;
    private static final Set<Integer> STATUSES = Set.of(200, 201, 204, 400, 404, 405, 409, 410);
    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "DELETE");
    private static final List<String> SEGMENTS = List.of(
            "portfolio",
            "events",
            "orders",
            "batched",
            "markets",
            "orderbook",
            "trades",
            "order_groups",
            "create",
            "reset",
            "limit",
            "fills",
            "positions",
            "amend",
            "decrease",
            "historical",
            "candlesticks",
            "series",
            "",
            "%00",
            "%zz",
            Desk.RIV,
            "queue_positions",
            "balance",
            "{order_id}");
    private static final List<String> FIELDS = List.of(
            "ticker",
            "side",
            "count",
            "price",
            "time_in_force",
            "self_trade_prevention_type",
            "client_order_id",
            "post_only",
            "reduce_only",
            "expiration_time",
            "order_group_id",
            "reduce_by",
            "reduce_to",
            "contracts_limit",
            "contracts_limit_fp",
            "orders",
            "subaccount",
            "exchange_index",
            "nonsense");
    private static final List<String> VALUES = List.of(
            "null",
            "1",
            "-1",
            "1e400",
            "9223372036854775808",
            "true",
            "[]",
            "{}",
            "[{}]",
            "\"\"",
            "\"x\"",
            "\"bid\"",
            "\"ask\"",
            "\"1.00\"",
            "\"0.5600\"",
            "\"0.9900\"",
            "\"0.0100\"",
            "\"999999999999999.00\"",
            "\"good_till_canceled\"",
            "\"immediate_or_cancel\"",
            "\"fill_or_kill\"",
            "\"taker_at_cross\"",
            "\"maker\"",
            "\"" + Desk.RIV + "\"",
            "\"\\u0000\"",
            "4102444800");
    private static final List<String> PARAMETERS = List.of(
            "limit",
            "cursor",
            "ticker",
            "status",
            "min_ts",
            "max_ts",
            "depth",
            "start_ts",
            "end_ts",
            "period_interval",
            "market_tickers",
            "tickers",
            "event_ticker",
            "subaccount",
            "exchange_index");
    private static final List<String> TEXTS = List.of(
            "", "0", "1", "-1", "60", "99999999999", "9223372036854775807", "x", "AAAAAAAAAAA", "true", Desk.RIV);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void isAnsweredAndChangesNoMoney(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Desk desk = new Desk();
        for (int i = 0; i < REQUESTS; i++) {
            boolean order = random.nextInt(3) == 0;
            String path = order ? nearly(random, desk) : path(random);
            String method = order && random.nextInt(10) != 0 ? "POST" : pick(random, METHODS);
            Answer answer = desk.send(method, path + query(random, order), order ? body(random) : object(random));
            assertThat(STATUSES).as(method + " " + path + " " + answer).contains(answer.status());
            if (answer.status() >= 400) {
                requireErrorShape(answer.body());
            }
            if (random.nextInt(50) == 0) {
                desk.advance(Duration.ofSeconds(1));
            }
        }
        long cash = desk.engine().accounts().stream().mapToLong(Account::cash).sum();
        assertThat(cash + desk.engine().clearing() + desk.engine().feesCollected())
                .isEqualTo(desk.engine().deposits());
        assertThat(desk.read("/portfolio/orders").path("orders")).isNotEmpty();
    }

    private static void requireErrorShape(JsonNode body) {
        boolean known = body.at("/error/code").isTextual()
                || body.path("code").isTextual() && body.path("message").isTextual()
                || body.path("msg").isTextual();
        assertThat(known).as(body.toString()).isTrue();
        assertThat(body.toString()).doesNotContain("Exception").doesNotContain("caravan");
    }

    private static String nearly(SplittableRandom random, Desk desk) {
        JsonNode orders = desk.read("/portfolio/orders?limit=5").path("orders");
        String id = orders.isEmpty()
                ? "x"
                : orders.get(random.nextInt(orders.size())).path("order_id").asText();
        return Desk.ORDERS
                + pick(random, List.of("", "", "", "/batched", "/" + id, "/" + id + "/amend", "/" + id + "/decrease"));
    }

    private static String path(SplittableRandom random) {
        StringBuilder path = new StringBuilder();
        for (int i = random.nextInt(5); i >= 0; i--) {
            path.append('/').append(pick(random, SEGMENTS));
        }
        return path.toString();
    }

    private static String query(SplittableRandom random, boolean order) {
        StringBuilder query = new StringBuilder("?");
        for (int i = order ? 0 : random.nextInt(4); i > 0; i--) {
            query.append(pick(random, PARAMETERS))
                    .append('=')
                    .append(pick(random, TEXTS))
                    .append('&');
        }
        return query.toString();
    }

    /** Mostly a good order, with something changed in it. */
    private static String body(SplittableRandom random) {
        String good =
                """
                {"ticker":"%s","side":"%s","count":"%d.00","price":"0.%02d00","time_in_force":"good_till_canceled",\
                "self_trade_prevention_type":"maker"}""".formatted(Desk.RIV, random.nextBoolean() ? "bid" : "ask", random.nextInt(20), random.nextInt(100));
        return switch (random.nextInt(4)) {
            case 0 ->
                good.replaceFirst(
                        "\"" + pick(random, FIELDS) + "\":\"[^\"]*\"",
                        "\"" + pick(random, FIELDS) + "\":"
                                + pick(random, VALUES).replace("\\", "\\\\"));
            case 1 -> "{\"orders\":[" + good + "]}";
            default -> good;
        };
    }

    private static String object(SplittableRandom random) {
        StringBuilder text = new StringBuilder("{");
        for (int i = random.nextInt(4); i > 0; i--) {
            text.append('"')
                    .append(pick(random, FIELDS))
                    .append("\":")
                    .append(pick(random, VALUES))
                    .append(i > 1 ? "," : "");
        }
        return random.nextInt(10) == 0 ? text.toString() : text.append('}').toString();
    }

    private static <T> T pick(SplittableRandom random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
