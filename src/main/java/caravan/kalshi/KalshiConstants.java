package caravan.kalshi;

import org.apache.camel.spi.Metadata;

/** Headers that {@code kalshi:} sets on what it received, and takes parameters from. */
public final class KalshiConstants {
    @Metadata(
            label = "consumer",
            description = "The exchange's word for the message, for example orderbook_delta or fill; opened, ready and"
                    + " closed for events of the connection itself; unreadable for what could not be decoded",
            javaType = "String")
    public static final String TYPE = "CamelKalshiType";

    @Metadata(
            label = "consumer",
            description = "The market the message is about, if it is about one",
            javaType = "String")
    public static final String TICKER = "CamelKalshiTicker";

    @Metadata(
            label = "consumer",
            description = "The frame the message came in; absent for events of the connection itself",
            javaType = "caravan.model.Frame")
    public static final String FRAME = "CamelKalshiFrame";

    @Metadata(
            label = "producer",
            description = "A parameter of an operation, by its name, for example CamelKalshi.ticker. It wins over the"
                    + " URI, and the body wins over it",
            javaType = "Object")
    public static final String PARAMETER = "CamelKalshi.";

    private KalshiConstants() {}
}
