package caravan.kalshi.wire;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every field of a message body that is read; all others are ignored. Named as on the wire, in capitals. */
enum Field {
    // What and who
    MARKET_TICKER,
    TICKER,
    EVENT_TICKER,
    SERIES_TICKER,
    TRADE_ID,
    FILL_ID,
    ORDER_ID,
    CLIENT_ORDER_ID,
    ORDER_GROUP_ID,
    ID,
    CREATOR_ID,
    RFQ_ID,
    RFQ_CREATOR_ID,
    QUOTE_ID,
    QUOTE_CREATOR_ID,
    MVE_COLLECTION_TICKER,
    INDEX_ID,
    UNDERLYING_TICKER,
    SUBACCOUNT,
    SUBACCOUNT_NUMBER,
    EXCHANGE_INDEX,
    MARKET_ID,

    // Direction
    BOOK_SIDE,
    OUTCOME_SIDE,
    PURCHASED_SIDE,
    SIDE,
    ACTION,
    IS_TAKER,
    TAKER_BOOK_SIDE,
    TAKER_OUTCOME_SIDE,
    TAKER_SIDE,
    ACCEPTED_SIDE,
    IS_BLOCK_TRADE,

    // Prices
    PRICE_DOLLARS,
    PRICE,
    YES_PRICE_DOLLARS,
    YES_PRICE_FIXED,
    YES_PRICE,
    NO_PRICE_DOLLARS,
    NO_PRICE_FIXED,
    NO_PRICE,
    YES_BID_DOLLARS,
    YES_BID,
    YES_ASK_DOLLARS,
    YES_ASK,
    NO_BID_DOLLARS,
    NO_BID,
    LAST_PRICE_DOLLARS,
    LAST_PRICE,

    // Quantities
    DELTA_FP,
    DELTA,
    COUNT_FP,
    COUNT,
    POST_POSITION_FP,
    POST_POSITION,
    VOLUME_FP,
    VOLUME,
    VOLUME_24H_FP,
    VOLUME_24H,
    OPEN_INTEREST_FP,
    OPEN_INTEREST,
    YES_BID_SIZE_FP,
    YES_ASK_SIZE_FP,
    LAST_TRADE_SIZE_FP,
    DOLLAR_VOLUME,
    DOLLAR_OPEN_INTEREST,
    INITIAL_COUNT_FP,
    INITIAL_COUNT,
    FILL_COUNT_FP,
    FILL_COUNT,
    REMAINING_COUNT_FP,
    REMAINING_COUNT,
    POSITION_FP,
    POSITION,
    CONTRACTS_LIMIT_FP,
    CONTRACTS_LIMIT,
    CONTRACTS_FP,
    CONTRACTS,
    CONTRACTS_ACCEPTED_FP,
    CONTRACTS_ACCEPTED,
    YES_CONTRACTS_OFFERED_FP,
    YES_CONTRACTS_OFFERED,
    NO_CONTRACTS_OFFERED_FP,
    NO_CONTRACTS_OFFERED,
    REDUCED_BY_FP,
    REDUCED_BY,
    YES_COUNT_FP,
    YES_COUNT,
    NO_COUNT_FP,
    NO_COUNT,
    QUEUE_POSITION_FP,
    QUEUE_POSITION,
    TARGET_SIZE_FP,
    TARGET_SIZE,

    // Money
    FEE_COST,
    FEE_DOLLARS,
    REBATE_DOLLARS,
    TAKER_FEES_DOLLARS,
    TAKER_FEES,
    MAKER_FEES_DOLLARS,
    MAKER_FEES,
    SETTLEMENT_VALUE,
    POSITION_COST_DOLLARS,
    POSITION_COST,
    REALIZED_PNL_DOLLARS,
    REALIZED_PNL,
    FEES_PAID_DOLLARS,
    FEES_PAID,
    POSITION_FEE_COST_DOLLARS,
    POSITION_FEE_COST,
    TARGET_COST_DOLLARS,
    TARGET_COST,
    RFQ_TARGET_COST_DOLLARS,
    RFQ_TARGET_COST,
    VALUE_USD,
    BALANCE_DOLLARS,
    BALANCE,
    PORTFOLIO_VALUE,
    AVERAGE_FILL_PRICE,
    AVERAGE_FEE_PAID,
    YES_TOTAL_COST_DOLLARS,
    YES_TOTAL_COST,
    NO_TOTAL_COST_DOLLARS,
    NO_TOTAL_COST,
    REVENUE,
    VALUE,
    PERIOD_REWARD,
    MAX_REWARD_PER_ACCOUNT,
    DISCOUNT_FACTOR_BPS,
    FEE_MULTIPLIER,

    // Times
    TS_MS,
    TS,
    TIME,
    CREATED_TS_MS,
    CREATED_TIME,
    LAST_UPDATED_TS_MS,
    LAST_UPDATE_TIME,
    EXPIRATION_TS_MS,
    EXPIRATION_TIME,
    OPEN_TS,
    OPEN_TIME,
    CLOSE_TS,
    CLOSE_TIME,
    EXPECTED_EXPIRATION_TIME,
    SETTLEMENT_TIMER_SECONDS,
    DETERMINATION_TS,
    SETTLED_TS,
    CREATED_TS,
    DELETED_TS,
    EXECUTED_TS,
    RECEIVED_AT,
    SOURCE_TS_MS,
    UPDATED_TS,
    SETTLED_TIME,
    START_DATE,
    END_DATE,
    AS_OF_TIME,

    // States and words
    STATUS,
    LAST_UPDATE_REASON,
    EVENT_TYPE,
    RESULT,
    MARKET_RESULT,
    INCENTIVE_TYPE,
    INCENTIVE_DESCRIPTION,
    PAID_OUT,
    IS_AUTO_CANCEL_ENABLED,
    FEE_TYPE,
    FEE_TYPE_OVERRIDE,
    FEE_MULTIPLIER_OVERRIDE,
    MUTUALLY_EXCLUSIVE,
    CATEGORY,
    FREQUENCY,
    TITLE,
    YES_SUB_TITLE,
    NO_SUB_TITLE,
    CHANNEL,
    SID,
    CODE,
    MSG,
    DATA,

    // Lists
    YES_DOLLARS_FP(Shape.PAIRS),
    YES_DOLLARS(Shape.PAIRS),
    YES(Shape.PAIRS),
    NO_DOLLARS_FP(Shape.PAIRS),
    NO_DOLLARS(Shape.PAIRS),
    NO(Shape.PAIRS),
    MARKET_TICKERS(Shape.LIST),
    INDEX_IDS(Shape.LIST),
    UNDERLYING_TICKERS(Shape.LIST),

    // Kept as the JSON text that they were written in
    MVE_SELECTED_LEGS(Shape.JSON),
    AVG_60S_DATA(Shape.JSON),
    LAST_60S_WINDOWED_AVERAGE_15MIN(Shape.JSON),

    /** Kept as the one thing in it that is read, the event's ticker. */
    ADDITIONAL_METADATA(Shape.NESTED);

    /** What JSON a field holds. */
    enum Shape {
        PLAIN,
        LIST,
        PAIRS,
        JSON,
        NESTED
    }

    private static final Map<String, Field> BY_NAME =
            Arrays.stream(values()).collect(toUnmodifiableMap(Field::toString, identity()));

    private final String wireName = name().toLowerCase(Locale.ROOT);
    final Shape shape;

    Field() {
        this(Shape.PLAIN);
    }

    Field(Shape shape) {
        this.shape = shape;
    }

    static @Nullable Field named(String wireName) {
        return BY_NAME.get(wireName);
    }

    /** The name on the wire. */
    @Override
    public String toString() {
        return wireName;
    }
}
