package caravan.model;

import java.util.Locale;
import java.util.Map;

/**
 * Why the exchange did not do what it was asked.
 *
 * @param code its own word, to decide by only where the reason does not say enough; empty when it gave none
 * @param text all that it said, for a person
 */
public record Rejection(Reason reason, String code, String text) {
    /** What it means for an order. */
    public enum Reason {
        /** The client order id was used before, by this order or by another one. */
        DUPLICATE,
        /** All trading, or this market, pauses. Cancels may still be possible. */
        TRADING_PAUSED,
        /** The market is not open yet, or no longer. */
        MARKET_NOT_ACTIVE,
        /** No such order rests, or no such market is known. */
        NOT_FOUND,
        /** The price is not on the market's grid. */
        INVALID_PRICE,
        /** It would have traded at once, and was not to. */
        POST_ONLY_CROSS,
        INSUFFICIENT_BALANCE,
        /** The order group has had enough. */
        ORDER_GROUP,
        TOO_MANY_REQUESTS,
        /** The exchange failed at it: what became of it is not known. */
        EXCHANGE_FAILED,
        OTHER
    }

    /** Some codes go on with an id, and some come in capitals. */
    private static final Map<String, Reason> BEGINNINGS = Map.ofEntries(
            Map.entry("order_already_exists", Reason.DUPLICATE),
            Map.entry("trading_is_paused", Reason.TRADING_PAUSED),
            Map.entry("trading_paused", Reason.TRADING_PAUSED),
            Map.entry("exchange_is_paused", Reason.TRADING_PAUSED),
            Map.entry("exchange_paused", Reason.TRADING_PAUSED),
            Map.entry("market_not_", Reason.MARKET_NOT_ACTIVE),
            Map.entry("market_is_not_", Reason.MARKET_NOT_ACTIVE),
            Map.entry("market_inactive", Reason.MARKET_NOT_ACTIVE),
            Map.entry("market_is_inactive", Reason.MARKET_NOT_ACTIVE),
            Map.entry("market_closed", Reason.MARKET_NOT_ACTIVE),
            Map.entry("market_is_closed", Reason.MARKET_NOT_ACTIVE),
            Map.entry("market_already_closed", Reason.MARKET_NOT_ACTIVE),
            Map.entry("market_not_found", Reason.NOT_FOUND),
            Map.entry("order_not_found", Reason.NOT_FOUND),
            Map.entry("not_found", Reason.NOT_FOUND),
            Map.entry("invalid_price", Reason.INVALID_PRICE),
            Map.entry("post_only_cross", Reason.POST_ONLY_CROSS),
            Map.entry("insufficient_balance", Reason.INSUFFICIENT_BALANCE),
            Map.entry("available_balance_too_low", Reason.INSUFFICIENT_BALANCE),
            Map.entry("exceeded_order_group", Reason.ORDER_GROUP),
            Map.entry("order_group_", Reason.ORDER_GROUP),
            Map.entry("too_many_requests", Reason.TOO_MANY_REQUESTS),
            Map.entry("internal", Reason.EXCHANGE_FAILED),
            Map.entry("service_unavailable", Reason.EXCHANGE_FAILED),
            Map.entry("timeout", Reason.EXCHANGE_FAILED),
            Map.entry("deadline_exceeded", Reason.EXCHANGE_FAILED));

    /** Reads the reason out of the exchange's words. */
    public static Rejection of(String code, String message, String details) {
        String text = code;
        for (String part : new String[] {message, details}) {
            if (!part.isEmpty() && !text.contains(part)) {
                text += text.isEmpty() ? part : ": " + part;
            }
        }
        return new Rejection(reason(code, message, details), code, text.isEmpty() ? "no reason given" : text);
    }

    private static Reason reason(String code, String message, String details) {
        Reason reason = beginning(plain(code.isEmpty() ? message : code));
        return reason == Reason.OTHER && plain(details).startsWith("post_only_cross") ? Reason.POST_ONLY_CROSS : reason;
    }

    /** The longest beginning says most: {@code market_not_found} is not a market that is not open. */
    private static Reason beginning(String code) {
        String longest = "";
        for (String beginning : BEGINNINGS.keySet()) {
            if (code.startsWith(beginning) && beginning.length() > longest.length()) {
                longest = beginning;
            }
        }
        return BEGINNINGS.getOrDefault(longest, Reason.OTHER);
    }

    private static String plain(String code) {
        return code.toLowerCase(Locale.ROOT).replace(' ', '_').replace('-', '_');
    }

    @Override
    public String toString() {
        return text;
    }
}
