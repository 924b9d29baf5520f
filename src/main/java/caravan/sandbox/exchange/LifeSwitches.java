package caravan.sandbox.exchange;

import caravan.model.Money;
import caravan.model.Price;
import caravan.rules.FeeType;
import caravan.sandbox.engine.Engine;
import caravan.sandbox.engine.Market;
import caravan.sandbox.engine.MarketLife;
import caravan.sandbox.engine.MarketResult;
import caravan.sandbox.engine.Refusal;
import caravan.sandbox.exchange.stream.StreamPublisher;
import caravan.sandbox.simulation.EventFeeChange;
import caravan.sandbox.simulation.EventListing;
import caravan.sandbox.simulation.World;
import caravan.sandbox.wire.Json;
import caravan.sandbox.wire.Words;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The switches that lead markets through their lives, and pause all of them. Used from the event loop only. */
final class LifeSwitches {
    private static final int MOST_MARKETS = 1_000;
    private static final int MOST_SECONDS = 86_400;

    private final World world;
    private final StreamPublisher publisher;

    LifeSwitches(World world, StreamPublisher publisher) {
        this.world = world;
        this.publisher = publisher;
    }

    List<Switch> all() {
        return List.of(
                new Switch(
                        "POST",
                        "/markets",
                        Set.of("count"),
                        "lists so many further markets, each with an incentive program",
                        this::list),
                market("pause", "deactivates a market", MarketLife::deactivate),
                market("activate", "ends a market's pause; its resting orders are canceled", MarketLife::activate),
                new Switch(
                        "POST",
                        "/markets/{ticker}/close",
                        Set.of("seconds"),
                        "closes a market, at once or in so many seconds",
                        this::close),
                new Switch(
                        "POST",
                        "/markets/{ticker}/determine",
                        Set.of("result", "value"),
                        "says how a closed market ended: yes, no, void, or scalar with a value in dollars",
                        call -> decide(call, world.engine().life()::determine)),
                market("dispute", "holds the payout of a determined market back", MarketLife::dispute),
                new Switch(
                        "POST",
                        "/markets/{ticker}/amend",
                        Set.of("result", "value"),
                        "ends a dispute with a result",
                        call -> decide(call, world.engine().life()::amend)),
                market("settle", "pays a determined market out now", MarketLife::settle),
                new Switch(
                        "POST",
                        "/events/{ticker}/fees",
                        Set.of("type", "multiplier"),
                        "other fees for an event; without parameters the series' own again",
                        this::fees),
                pause(
                        "/trading/pause",
                        "no order comes or changes, cancels are taken",
                        engine -> engine.trading(false)),
                pause("/trading/resume", "ends that", engine -> engine.trading(true)),
                new Switch(
                        "POST",
                        "/deposit",
                        Set.of("dollars"),
                        "money comes to the account, or leaves it where there is a minus",
                        this::deposit),
                pause("/exchange/pause", "nothing is taken, not even cancels", engine -> engine.exchange(false)),
                pause(
                        "/exchange/resume",
                        "ends that, and maintenance too",
                        engine -> world.maintenance().end()),
                new Switch(
                        "POST",
                        "/maintenance",
                        Set.of("seconds"),
                        "pauses the exchange, which says when it expects to be back",
                        this::maintenance));
    }

    private JsonNode list(SwitchCall call) {
        ObjectNode answer = Json.object();
        ArrayNode tickers = answer.putArray("tickers");
        world.addMarkets(call.number("count", 1, 1, MOST_MARKETS)).forEach(tickers::add);
        return answer;
    }

    private Switch market(String verb, String help, BiConsumer<MarketLife, Market> action) {
        return new Switch("POST", "/markets/{ticker}/" + verb, Set.of(), help, call -> {
            Market market = find(call);
            attempt(market, () -> action.accept(world.engine().life(), market));
            return status(market);
        });
    }

    private JsonNode close(SwitchCall call) {
        Market market = find(call);
        long at = world.engine().now() + 1_000_000L * call.number("seconds", 0, 0, MOST_SECONDS);
        attempt(market, () -> world.engine().life().moveClose(market, at));
        return status(market);
    }

    private JsonNode decide(SwitchCall call, BiConsumer<Market, MarketResult> action) {
        Market market = find(call);
        String word = String.valueOf(call.text("result"));
        MarketResult result = switch (SwitchCall.oneOf("result", word, "yes", "no", "void", "scalar")) {
            case "yes" -> MarketResult.YES;
            case "no" -> MarketResult.NO;
            case "void" -> MarketResult.VOID;
            default ->
                MarketResult.scalar(
                        Price.parse(String.valueOf(call.text("value"))).units());
        };
        attempt(market, () -> action.accept(market, result));
        return status(market);
    }

    private JsonNode fees(SwitchCall call) {
        String ticker = call.path("ticker");
        EventListing event = world.event(ticker);
        if (event == null) {
            throw new IllegalArgumentException("ticker must be an event's, was " + ticker);
        }
        FeeType type = call.has("type") ? feeType(String.valueOf(call.text("type"))) : null;
        BigDecimal multiplier = multiplier(call.text("multiplier"));
        EventFeeChange change = world.tariffs().change(event, type, multiplier);
        publisher.feesChanged(change);
        FeeType told = change.feeType();
        return Json.object()
                .put("event_ticker", ticker)
                .put("fee_type_override", told == null ? null : told.name().toLowerCase(Locale.ROOT))
                .put("fee_multiplier_override", change.feeMultiplier());
    }

    private static FeeType feeType(String word) {
        for (FeeType type : FeeType.values()) {
            if (type.name().toLowerCase(Locale.ROOT).equals(word)) {
                return type;
            }
        }
        throw new IllegalArgumentException("type must be quadratic, quadratic_with_maker_fees or"
                + " quadratic_with_combo_maker_fees, was " + word);
    }

    private static @Nullable BigDecimal multiplier(@Nullable String text) {
        try {
            return text == null ? null : new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("expected a number for multiplier, found " + text, e);
        }
    }

    private JsonNode deposit(SwitchCall call) {
        Money amount = Money.parse(String.valueOf(call.text("dollars")));
        if (world.own().cash() + amount.units() < 0) {
            throw new IllegalArgumentException("dollars must be at most what the account has, was " + amount);
        }
        world.engine().deposit(world.own(), amount.units());
        return Json.object().put("balance_dollars", new Money(world.own().cash()).toString());
    }

    private Switch pause(String path, String help, java.util.function.Consumer<Engine> action) {
        Function<SwitchCall, JsonNode> run = call -> {
            action.accept(world.engine());
            return Json.object()
                    .put("exchange_active", world.engine().exchangeActive())
                    .put("trading_active", world.engine().tradingActive());
        };
        return new Switch("POST", path, Set.of(), help, run);
    }

    private JsonNode maintenance(SwitchCall call) {
        int seconds = call.number("seconds", 60, 1, MOST_SECONDS);
        world.maintenance().begin(Duration.ofSeconds(seconds));
        long until = world.engine().now() + seconds * 1_000_000L;
        return Json.object().put("exchange_active", false).put("resumes", Words.time(until));
    }

    private Market find(SwitchCall call) {
        Market market = world.market(call.path("ticker"));
        if (market == null) {
            throw new IllegalArgumentException("ticker must be one of this exchange, was " + call.path("ticker"));
        }
        return market;
    }

    private static void attempt(Market market, Runnable action) {
        try {
            action.run();
        } catch (Refusal e) {
            throw new IllegalArgumentException(
                    "expected a market that this can happen to, found " + market + " " + Words.status(market.status()),
                    e);
        }
    }

    private static JsonNode status(Market market) {
        return Json.object().put("ticker", market.ticker()).put("status", Words.status(market.status()));
    }
}
