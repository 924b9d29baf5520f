package caravan.kalshi.stream;

import caravan.model.ControlReply;
import java.util.Set;

/**
 * The numbers by which the exchange refuses commands.
 *
 * @see <a href="https://docs.kalshi.com/websockets/websocket-connection">Kalshi: the WebSocket's error codes</a>
 */
final class ErrorCode {
    /** Nothing is wrong with the command: 18 says that it took too long, 27 that too many came. */
    private static final Set<Integer> PASSING = Set.of(18, 27);

    /** Some market of the command may be the reason: 16 is retired but may still come. */
    private static final Set<Integer> ABOUT_MARKETS = Set.of(11, 16, 26);

    private static final int TOO_MANY_MARKETS = 26;

    private ErrorCode() {}

    /** Whether the exchange may take the same command a little later. */
    static boolean isPassing(int code) {
        return PASSING.contains(code);
    }

    /** Whether the command might be taken with fewer or other markets. */
    static boolean isAboutMarkets(int code) {
        return ABOUT_MARKETS.contains(code);
    }

    /** Whether there are too many markets, rather than a wrong one. */
    static boolean isLimit(int code) {
        return code == TOO_MANY_MARKETS;
    }

    /** Why something was refused, in one line for people. */
    static String reason(ControlReply.Refused refused) {
        return "error %d, %s (%s)".formatted(refused.code(), meaning(refused.code()), Texts.oneLine(refused.reason()));
    }

    /** What the number means, in a few words. */
    private static String meaning(int code) {
        return switch (code) {
            case 1 -> "the command could not be parsed";
            case 2 -> "parameters are missing";
            case 3 -> "channels are missing";
            case 4 -> "subscription ids are missing";
            case 5 -> "no such command";
            case 6 -> "already subscribed";
            case 7 -> "no such subscription";
            case 8 -> "no such channel";
            case 9 -> "the key may not use it";
            case 10 -> "the channel failed";
            case 11 -> "a parameter is invalid";
            case 12 -> "exactly one subscription id is needed";
            case 13 -> "the channel does not know this action";
            case 14 -> "it needs market tickers";
            case 15 -> "the action is missing";
            case 16 -> "no such market";
            case 17 -> "an error inside the exchange";
            case 18 -> "the command took too long";
            case 19, 20, 22 -> "the shard factor is missing or out of range";
            case 21 -> "the shard key is out of range";
            case 23 -> "match ids are missing";
            case 24 -> "index ids are missing";
            case 25 -> "frames were taken too slowly, and some are lost";
            case 26 -> "too many markets in one subscription";
            case 27 -> "too many commands";
            case 28 -> "underlying tickers are missing";
            default -> "unknown reason";
        };
    }
}
