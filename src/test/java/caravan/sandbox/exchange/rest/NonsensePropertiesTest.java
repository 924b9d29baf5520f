package caravan.sandbox.exchange.rest;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.sandbox.engine.Account;
import caravan.sandbox.exchange.Nonsense;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;

/** Whatever requests come are answered, and no money comes or goes. */
class NonsensePropertiesTest {
    private static final int MANY = 1_000;
    /** Stands for an order that rests. */
    private static final String ORDER = "{order}";

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

    /**
     * What a client asks for.
     *
     * @param order which of the resting orders stands in the path, where one does
     * @param late whether a second goes by before the next
     */
    private record Request(String method, String path, String body, int order, boolean late) {
        Answer to(Desk desk) {
            Answer answer = desk.send(method, path.contains(ORDER) ? path.replace(ORDER, id(desk)) : path, body);
            if (late) {
                desk.advance(Duration.ofSeconds(1));
            }
            return answer;
        }

        private String id(Desk desk) {
            JsonNode orders = desk.read("/portfolio/orders?limit=5").path("orders");
            return orders.isEmpty()
                    ? "x"
                    : orders.get(order % orders.size()).path("order_id").asText();
        }
    }

    @StatisticsReport(StatisticsReportMode.OFF)
    @Property(tries = 12, edgeCases = EdgeCasesMode.NONE, generation = GenerationMode.RANDOMIZED)
    void eachRequestIsAnsweredAndNoMoneyMoves(@ForAll("requests") List<Request> requests) {
        Desk desk = new Desk();
        for (Request request : requests) {
            Answer answer = request.to(desk);
            assertThat(STATUSES).as("%s: %s", request, answer).contains(answer.status());
            if (answer.status() >= 400) {
                requireErrorShape(answer.body());
            }
        }
        long cash = desk.engine().accounts().stream().mapToLong(Account::cash).sum();
        assertThat(cash + desk.engine().clearing() + desk.engine().feesCollected())
                .isEqualTo(desk.engine().deposits());
        Statistics.label("some order was good")
                .collect(!desk.read("/portfolio/orders").path("orders").isEmpty())
                .coverage(tries -> tries.check(true).percentage(share -> share > 50));
    }

    private static void requireErrorShape(JsonNode body) {
        boolean known = body.at("/error/code").isTextual()
                || (body.path("code").isTextual() && body.path("message").isTextual())
                || body.path("msg").isTextual();
        assertThat(known).as(body.toString()).isTrue();
        assertThat(body.toString()).doesNotContain("Exception").doesNotContain("caravan");
    }

    @Provide
    Arbitrary<List<Request>> requests() {
        return Arbitraries.frequencyOf(
                        Tuple.of(1, requests(orderMethods(), orderPaths(), orderBodies())),
                        Tuple.of(
                                2,
                                requests(
                                        Arbitraries.of(METHODS),
                                        Combinators.combine(paths(), queries()).as(String::concat),
                                        objects())))
                .list()
                .ofMinSize(1)
                .ofMaxSize(MANY)
                .withSizeDistribution(RandomDistribution.uniform());
    }

    private static Arbitrary<Request> requests(
            Arbitrary<String> methods, Arbitrary<String> paths, Arbitrary<String> bodies) {
        return Combinators.combine(
                        methods,
                        paths,
                        bodies,
                        Arbitraries.integers().between(0, 4),
                        Arbitraries.integers().between(1, 50).map(number -> number == 50))
                .as(Request::new);
    }

    private static Arbitrary<String> orderMethods() {
        return Arbitraries.frequencyOf(Tuple.of(9, Arbitraries.just("POST")), Tuple.of(1, Arbitraries.of(METHODS)));
    }

    private static Arbitrary<String> orderPaths() {
        String one = "/" + ORDER;
        return Arbitraries.of("", "", "", "/batched", one, one + "/amend", one + "/decrease")
                .map(Desk.ORDERS::concat);
    }

    private static Arbitrary<String> paths() {
        return Arbitraries.of(SEGMENTS)
                .list()
                .ofMinSize(1)
                .ofMaxSize(5)
                .map(segments -> "/" + String.join("/", segments));
    }

    private static Arbitrary<String> queries() {
        return Combinators.combine(Arbitraries.of(PARAMETERS), Arbitraries.of(TEXTS))
                .as((name, value) -> name + '=' + value + '&')
                .list()
                .ofMaxSize(3)
                .map(parameters -> "?" + String.join("", parameters));
    }

    private static Arbitrary<String> orderBodies() {
        return Arbitraries.frequencyOf(
                Tuple.of(4, goodOrders()),
                Tuple.of(2, damagedOrders()),
                Tuple.of(
                        2,
                        Arbitraries.oneOf(goodOrders(), damagedOrders())
                                .list()
                                .ofMaxSize(3)
                                .map(orders -> "{\"orders\":[" + String.join(",", orders) + "]}")),
                Tuple.of(1, Nonsense.torn(goodOrders())));
    }

    private static Arbitrary<String> goodOrders() {
        return Combinators.combine(
                        Arbitraries.of("bid", "ask"),
                        Arbitraries.integers().between(0, 19),
                        Arbitraries.integers().between(0, 99))
                .as((side, count, cents) -> """
                        {"ticker":"%s","side":"%s","count":"%d.00","price":"0.%02d00",\
                        "time_in_force":"good_till_canceled","self_trade_prevention_type":"maker"}""".formatted(Desk.RIV, side, count, cents));
    }

    /** Good orders in which something may have been changed. */
    private static Arbitrary<String> damagedOrders() {
        return Combinators.combine(goodOrders(), Arbitraries.of(FIELDS), Arbitraries.of(FIELDS), Arbitraries.of(VALUES))
                .as((good, field, instead, value) -> good.replaceFirst(
                        "\"" + field + "\":\"[^\"]*\"", Matcher.quoteReplacement("\"" + instead + "\":" + value)));
    }

    private static Arbitrary<String> objects() {
        Arbitrary<String> whole = Nonsense.object(FIELDS, VALUES, 3);
        return Arbitraries.frequencyOf(Tuple.of(9, whole), Tuple.of(1, Nonsense.torn(whole)));
    }
}
