package caravan.kalshi.wire;

import caravan.model.BookSide;
import caravan.model.Market;
import caravan.model.MarketLifecycle;
import caravan.model.MarketSummary;
import caravan.model.Price;
import caravan.model.Trade;
import caravan.rules.PriceGrid;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Translates what is said in public about a market: its prices, its trades, its life. */
final class Markets {
    /** Beyond a year it is no wait but a mistake. */
    private static final long LONGEST_WAIT_SECONDS = 366L * 24 * 60 * 60;

    private Markets() {}

    static MarketSummary summary(Body body) {
        return new MarketSummary(
                body.requiredIdentifier(Field.MARKET_TICKER, Field.TICKER),
                traded(body.price(Field.PRICE_DOLLARS, Field.PRICE)),
                body.price(Field.YES_BID_DOLLARS, Field.YES_BID),
                body.price(Field.YES_ASK_DOLLARS, Field.YES_ASK),
                body.quantity(Field.VOLUME_FP, Field.VOLUME),
                body.quantity(Field.OPEN_INTEREST_FP, Field.OPEN_INTEREST),
                body.number(Field.DOLLAR_VOLUME),
                body.number(Field.DOLLAR_OPEN_INTEREST),
                body.quantity(Field.YES_BID_SIZE_FP),
                body.quantity(Field.YES_ASK_SIZE_FP),
                body.quantity(Field.LAST_TRADE_SIZE_FP),
                Times.of(body));
    }

    static Trade trade(Body body) {
        Boolean block = body.flag(Field.IS_BLOCK_TRADE);
        return new Trade(
                body.identifier(Field.TRADE_ID),
                body.requiredIdentifier(Field.MARKET_TICKER, Field.TICKER),
                Prices.yesPrice(body),
                Prices.executed(body),
                takerSide(body),
                block != null && block,
                tradeTime(body));
    }

    /** The stream and REST name it differently. */
    private static @Nullable Instant tradeTime(Body body) {
        Instant time = Times.of(body);
        return time != null ? time : Times.text(body, Field.CREATED_TIME);
    }

    private static @Nullable BookSide takerSide(Body body) {
        for (Field field : new Field[] {Field.TAKER_BOOK_SIDE, Field.TAKER_OUTCOME_SIDE, Field.TAKER_SIDE}) {
            BookSide side = Sides.of(body, field);
            if (side != null) {
                return side;
            }
        }
        return null;
    }

    /** A change of one market. */
    static MarketLifecycle marketLifecycle(Body body, String details) {
        String ticker = body.requiredIdentifier(Field.MARKET_TICKER, Field.TICKER);
        return lifecycle(ticker, Body.required(body.identifier(Field.EVENT_TYPE), Field.EVENT_TYPE), body, details);
    }

    /** A change of an event; these messages have no word of their own for it but their type. */
    static MarketLifecycle eventLifecycle(String type, Body body, String details) {
        Body.required(body.identifier(Field.EVENT_TICKER), Field.EVENT_TICKER);
        String change = body.identifier(Field.EVENT_TYPE);
        return lifecycle(null, change != null ? change : type, body, details);
    }

    /** Somebody looked up a combination of markets, which makes its market known: the form until August 2026. */
    static MarketLifecycle lookUp(Body body, String details) {
        return lifecycle(
                body.requiredIdentifier(Field.MARKET_TICKER, Field.TICKER), "multivariate_lookup", body, details);
    }

    private static MarketLifecycle lifecycle(@Nullable String ticker, String change, Body body, String details) {
        String eventTicker = body.identifier(Field.EVENT_TICKER);
        return new MarketLifecycle(
                ticker,
                eventTicker != null ? eventTicker : body.identifier(Field.ADDITIONAL_METADATA),
                change,
                Times.seconds(body, Field.OPEN_TS),
                Times.seconds(body, Field.CLOSE_TS),
                Times.seconds(body, Field.DETERMINATION_TS),
                Times.seconds(body, Field.SETTLED_TS),
                body.text(Field.RESULT),
                body.money(Field.SETTLEMENT_VALUE),
                details);
    }

    static Market market(JsonNode item) {
        Body body = BodyReader.read(item);
        return new Market(
                body.requiredIdentifier(Field.TICKER, Field.MARKET_TICKER),
                body.identifier(Field.EVENT_TICKER),
                body.text(Field.TITLE),
                body.text(Field.YES_SUB_TITLE),
                body.text(Field.NO_SUB_TITLE),
                body.text(Field.STATUS),
                body.price(Field.YES_BID_DOLLARS, Field.YES_BID),
                body.price(Field.YES_ASK_DOLLARS, Field.YES_ASK),
                traded(body.price(Field.LAST_PRICE_DOLLARS, Field.LAST_PRICE)),
                Times.text(body, Field.OPEN_TIME),
                Times.text(body, Field.CLOSE_TIME),
                settlementTime(body),
                body.quantity(Field.VOLUME_FP, Field.VOLUME),
                body.quantity(Field.VOLUME_24H_FP, Field.VOLUME_24H),
                body.quantity(Field.OPEN_INTEREST_FP, Field.OPEN_INTEREST),
                priceRanges(item.path("price_ranges")),
                body.smallNumber(Field.EXCHANGE_INDEX));
    }

    /** Without them nobody quotes the market, but everybody may go on looking at it. */
    private static @Nullable List<PriceGrid.Band> priceRanges(JsonNode ranges) {
        List<PriceGrid.Band> bands = new ArrayList<>();
        try {
            for (JsonNode range : ranges) {
                bands.add(PriceGrid.Band.parse(
                        range.path("start").asText(),
                        range.path("end").asText(),
                        range.path("step").asText()));
            }
        } catch (IllegalArgumentException unreadable) {
            return null;
        }
        return bands.isEmpty() ? null : bands;
    }

    /** A market is paid out some time after its outcome is known. */
    private static @Nullable Instant settlementTime(Body body) {
        Instant known = Times.text(body, Field.EXPECTED_EXPIRATION_TIME);
        Long wait = body.number(Field.SETTLEMENT_TIMER_SECONDS);
        return known == null || wait == null || wait < 0 || wait > LONGEST_WAIT_SECONDS
                ? known
                : known.plusSeconds(wait);
    }

    /** Nobody can trade at 0: that is how a market without a trade writes its last price. */
    private static @Nullable Price traded(@Nullable Price price) {
        return price == null || price.units() == 0 ? null : price;
    }
}
