package caravan.sandbox.exchange.rest;

import caravan.model.BookSide;
import caravan.sandbox.engine.Account;
import caravan.sandbox.engine.Engine;
import caravan.sandbox.engine.Market;
import caravan.sandbox.engine.NewOrder;
import caravan.sandbox.engine.Order;
import caravan.sandbox.simulation.World;
import caravan.sandbox.simulation.WorldOptions;
import caravan.sandbox.wire.Words;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.MultiMap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A quiet world and its REST surface, without a server; time moves when told. */
final class Desk {
    static final long START = Instant.parse("2026-11-20T12:00:30Z").getEpochSecond() * 1_000_000;
    static final String RIV = "KXDEMOGAME-26NOV22RIVLAK-RIV";
    static final String EVENT = "KXDEMOGAME-26NOV22RIVLAK";
    static final String SERIES = "KXDEMOGAME";
    static final String ORDERS = "/portfolio/events/orders";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    final Records records;
    final World world;
    final Account other;
    private final RestApi api;
    private int clientOrders;

    Desk() {
        this(RestOptions.DEFAULT.unlimited(), WorldOptions.DEFAULT_CASH);
    }

    Desk(RestOptions options, long cash) {
        this(options, cash, Tape.KEPT);
    }

    /** @param trades how many of everybody's are kept at least */
    Desk(RestOptions options, long cash, int trades) {
        records = new Records(account -> account.name().equals("own"), trades);
        world = new World(new WorldOptions(1, START, cash, Duration.ofDays(1), 0, true).withWeeklyPause(true), records);
        other = world.engine().admit("other", 1_000_000_000_000L);
        api = new RestApi(world, records, () -> List.of(new KeyRing.Key("a1b2", "test")), options);
    }

    Engine engine() {
        return world.engine();
    }

    Market market() {
        return records.market(RIV).market();
    }

    void advance(Duration duration) {
        world.advanceTo(engine().now() + duration.toNanos() / 1_000);
    }

    Answer get(String pathAndQuery) {
        return send("GET", pathAndQuery, null, "");
    }

    Answer delete(String pathAndQuery) {
        return send("DELETE", pathAndQuery, null, "");
    }

    Answer send(String method, String pathAndQuery, String json) {
        return send(method, pathAndQuery, "application/json", json);
    }

    Answer post(String path, String json) {
        return send("POST", path, json);
    }

    Answer send(String method, String pathAndQuery, String contentType, String body) {
        return ask(method, pathAndQuery, contentType, body, world.own());
    }

    Answer stranger(String pathAndQuery) {
        return ask("GET", pathAndQuery, null, "", null);
    }

    /** As a server hands a request on that the account has signed. */
    Answer answer(String method, String path, MultiMap query, String contentType, String body) {
        return api.answer(method, path, query, contentType, body, world.own());
    }

    private Answer ask(String method, String pathAndQuery, String contentType, String body, Account who) {
        QueryStringDecoder decoder = new QueryStringDecoder(pathAndQuery);
        MultiMap query = MultiMap.caseInsensitiveMultiMap();
        decoder.parameters().forEach(query::add);
        return api.answer(method, decoder.rawPath(), query, contentType, body, who);
    }

    /** The body of an answer that must have this status. */
    static JsonNode body(Answer answer, int status) {
        if (answer.status() != status) {
            throw new AssertionError("expected " + status + ", found " + answer);
        }
        return answer.body();
    }

    JsonNode read(String pathAndQuery) {
        return body(get(pathAndQuery), 200);
    }

    /** The body of a request for an order; extra fields begin with a comma. */
    String order(String side, String price, String count, String extra) {
        return order(side, price, count, "good_till_canceled", extra);
    }

    String order(String side, String price, String count, String time, String extra) {
        return """
                {"ticker":"%s","client_order_id":"order-%d","side":"%s","price":"%s","count":"%s","time_in_force":"%s",\
                "self_trade_prevention_type":"taker_at_cross"%s}""".formatted(RIV, ++clientOrders, side, price, count, time, extra);
    }

    JsonNode place(String side, String price, String count) {
        return body(post(ORDERS, order(side, price, count, "")), 201);
    }

    JsonNode take(String side, String price, String count) {
        return body(post(ORDERS, order(side, price, count, "immediate_or_cancel", "")), 201);
    }

    /** Somebody else's order. */
    Order strangers(BookSide side, int price, long quantity) {
        return engine().place(NewOrder.limit(other, market(), side, price, quantity));
    }

    int bestBid() {
        return market().book().best(BookSide.BID);
    }

    int bestAsk() {
        return market().book().best(BookSide.ASK);
    }

    static String dollars(int units) {
        return Words.price(units);
    }

    static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
