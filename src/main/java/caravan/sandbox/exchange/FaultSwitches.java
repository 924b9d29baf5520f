package caravan.sandbox.exchange;

import caravan.sandbox.exchange.stream.Audience;
import caravan.sandbox.exchange.stream.Session;
import caravan.sandbox.exchange.stream.StreamPublisher;
import caravan.sandbox.wire.Json;
import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/** The switches below {@code /sandbox/faults}. Used from the event loop only. */
final class FaultSwitches {
    private static final List<String> GARBAGE = List.of(
            "{\"type\":\"fill\",\"sid\":1,\"msg\":{\"trade_id\":",
            "{\"type\":\"mystery\",\"sid\":1,\"msg\":{\"answer\":42}}",
            "[1,2,3]",
            "{\"type\":\"orderbook_delta\",\"sid\":1,\"msg\":{\"market_ticker\":\"KXGARBAGE\",\"price_dollars\":\"abc\"}}",
            "{\"msg\":{}}",
            "{\"type\":\"fill\",\"sid\":1,\"msg\":{\"trade_id\":\"t\",\"yes_price_dollars\":\"7.0000\",\"count_fp\":\"1.00\"}}",
            "not JSON at all");
    private static final String CLOCK_SKEW_HELP =
            "the exchange's clock is wrong by so much: the check of signatures, Date and sending_ts_ms; the times of"
                    + " orders, trades and all other events stay right";
    private static final int MOST_SECONDS = 3_600;
    /** A signature is not good for longer. */
    private static final int MOST_LATE_MILLIS = 20_000;

    private static final int MOST_MEBIBYTES = 1_024;
    private static final Set<String> OFTEN = Set.of("on", "count", "probability");

    private final Vertx vertx;
    private final StreamPublisher publisher;
    private final Audience audience;
    private final Faults faults;
    private final ExchangeClock clock;
    private final Consumer<Duration> readLag;
    private long downTimer = -1;
    private long stallTimer = -1;

    /** @param readLag lets reads of the account lag behind */
    FaultSwitches(
            Vertx vertx,
            StreamPublisher publisher,
            Audience audience,
            Faults faults,
            ExchangeClock clock,
            Consumer<Duration> readLag) {
        this.vertx = vertx;
        this.publisher = publisher;
        this.audience = audience;
        this.faults = faults;
        this.clock = clock;
        this.readLag = readLag;
    }

    List<Switch> all() {
        List<Switch> all = new ArrayList<>();
        all.add(post("cut", Set.of("connection"), "resets the sockets: private, market-data or all", this::cut));
        all.add(post("down", Set.of("seconds"), "resets everything, and nobody gets in for a while", this::down));
        all.add(post(
                "stall", Set.of("seconds"), "the sockets stay open and say nothing; 0 seconds end that", this::stall));
        all.add(post("garbage", Set.of("count"), "frames that make no sense", this::garbage));
        all.add(post("oversize", Set.of("megabytes"), "a frame above every limit", this::oversize));
        all.add(post("channel-error", Set.of(), "every subscription ends with error 10", this::channelError));
        all.add(post("clock-skew", Set.of("seconds"), CLOCK_SKEW_HELP, this::clockSkew));
        all.add(post("stale-reads", Set.of("seconds", "ms"), "reads of the account lag behind", this::staleReads));
        all.add(post("none", Set.of(), "disarms all faults, sets the clock right", this::none));
        armed(all, Fault.GAP, "type");
        armed(all, Fault.DUPLICATE, "type");
        armed(all, Fault.REORDER, "type");
        armed(all, Fault.WITHHOLD_FILLS);
        armed(all, Fault.DUPLICATE_FILLS);
        armed(all, Fault.SLOW_ACCEPT, "ms");
        armed(all, Fault.REFUSE);
        armed(all, Fault.UNAUTHORIZED, "path", "method");
        armed(all, Fault.RATE_LIMIT, "path", "method");
        armed(all, Fault.SERVER_ERROR, "path", "method", "code", "applied");
        armed(all, Fault.TIMEOUT_BEFORE, "path", "method", "seconds");
        armed(all, Fault.TIMEOUT_AFTER, "path", "method", "seconds");
        armed(all, Fault.RESET_BEFORE, "path", "method");
        armed(all, Fault.RESET_AFTER, "path", "method");
        armed(all, Fault.LATE, "path", "method", "ms");
        armed(all, Fault.CANCEL_ALL_TAIL, "seconds");
        return all;
    }

    private static Switch post(
            String name,
            Set<String> parameters,
            String help,
            java.util.function.Function<SwitchCall, JsonNode> action) {
        return new Switch("POST", "/faults/" + name, parameters, help, action);
    }

    private void armed(List<Switch> all, Fault fault, String... more) {
        Set<String> parameters = new HashSet<>(OFTEN);
        parameters.addAll(List.of(more));
        all.add(post(fault.word(), Set.copyOf(parameters), fault.effect, call -> arm(fault, call)));
    }

    /** One strike where nothing is said; so many with {@code count}; until switched off with {@code on=true}. */
    private JsonNode arm(Fault fault, SwitchCall call) {
        boolean on = call.on();
        if (on) {
            double probability = call.decimal("probability", 1);
            if (!(probability > 0 && probability <= 1)) {
                throw new IllegalArgumentException("probability must be above 0 and at most 1, was " + probability);
            }
            boolean stays = call.has("on") || call.has("probability") || fault.lasts();
            long left = call.has("count") ? call.number("count", 1, 1, 1_000_000) : stays ? ArmedFault.FOREVER : 1;
            String method = call.text("method");
            faults.arm(
                    fault,
                    new ArmedFault(
                            left,
                            probability,
                            method == null ? null : method.toUpperCase(Locale.ROOT),
                            call.has("type") ? call.text("type") : call.text("path"),
                            detail(fault, call),
                            call.flag("applied", false)));
        } else {
            faults.disarm(fault);
        }
        return done(fault.word(), on);
    }

    private static int detail(Fault fault, SwitchCall call) {
        return switch (fault) {
            case LATE -> call.number("ms", 1_000, 1, MOST_LATE_MILLIS);
            case SLOW_ACCEPT -> call.number("ms", 5_000, 1, MOST_SECONDS * 1_000);
            case SERVER_ERROR -> call.number("code", 503, 500, 599);
            case CANCEL_ALL_TAIL -> call.number("seconds", 10, 1, 60);
            case TIMEOUT_BEFORE, TIMEOUT_AFTER -> call.number("seconds", 30, 0, MOST_SECONDS);
            default -> 0;
        };
    }

    private JsonNode cut(SwitchCall call) {
        String which = call.has("connection")
                ? SwitchCall.oneOf(
                        "connection", String.valueOf(call.text("connection")), "private", "market-data", "all")
                : "all";
        for (Session session : audience.sessions()) {
            if (which.equals("all") || session.isPrivate() == which.equals("private")) {
                faults.count("cut");
                session.cut();
            }
        }
        return done("cut", true);
    }

    private JsonNode down(SwitchCall call) {
        int seconds = call.number("seconds", 20, 0, MOST_SECONDS);
        vertx.cancelTimer(downTimer);
        faults.down = seconds > 0;
        if (faults.down) {
            faults.count("down");
            call.cutClients().run();
            downTimer = vertx.setTimer(seconds * 1_000L, elapsed -> faults.down = false);
        }
        return done("down", faults.down);
    }

    private JsonNode stall(SwitchCall call) {
        int seconds = call.number("seconds", 20, 0, MOST_SECONDS);
        boolean on = seconds > 0;
        for (Session session : audience.sessions()) {
            if (on) {
                faults.count("stall");
            }
            session.stall(on);
        }
        vertx.cancelTimer(stallTimer);
        if (on) {
            stallTimer = vertx.setTimer(
                    seconds * 1_000L, elapsed -> audience.sessions().forEach(session -> session.stall(false)));
        }
        return done("stall", on);
    }

    private JsonNode garbage(SwitchCall call) {
        int count = call.number("count", GARBAGE.size(), 0, 10_000);
        for (Session session : audience.sessions()) {
            for (int i = 0; i < count; i++) {
                faults.count("garbage");
                session.sendGarbage(GARBAGE.get(i % GARBAGE.size()));
            }
        }
        return done("garbage", true);
    }

    private JsonNode oversize(SwitchCall call) {
        int mebibytes = call.number("megabytes", 65, 1, MOST_MEBIBYTES);
        for (Session session : audience.sessions()) {
            faults.count("oversize");
            session.sendHuge(mebibytes);
        }
        return done("oversize", true);
    }

    private JsonNode channelError(SwitchCall call) {
        for (Session session : audience.sessions()) {
            faults.count("channel-error");
            session.failChannels();
        }
        return done("channel-error", true);
    }

    private JsonNode clockSkew(SwitchCall call) {
        int seconds = call.number("seconds", 0, -MOST_SECONDS, MOST_SECONDS);
        clock.skew(Duration.ofSeconds(seconds));
        if (seconds != 0) {
            faults.count("clock-skew");
        }
        return Json.object().put("clock-skew", seconds);
    }

    private JsonNode staleReads(SwitchCall call) {
        Duration lag =
                call.has("ms") ? Duration.ofMillis(call.number("ms", 0, 0, 60_000)) : call.seconds("seconds", 2, 60);
        readLag.accept(lag);
        if (!lag.isZero()) {
            faults.count("stale-reads");
        }
        return Json.object().put("stale-reads", lag.toMillis() / 1_000.0);
    }

    private JsonNode none(SwitchCall call) {
        faults.disarmAll();
        faults.down = false;
        vertx.cancelTimer(downTimer);
        vertx.cancelTimer(stallTimer);
        clock.skew(Duration.ZERO);
        readLag.accept(Duration.ZERO);
        publisher.endFaults();
        return done("none", true);
    }

    private static JsonNode done(String what, boolean on) {
        return Json.object().put(what, on);
    }
}
