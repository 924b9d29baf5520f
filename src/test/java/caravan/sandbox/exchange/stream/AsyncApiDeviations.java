package caravan.sandbox.exchange.stream;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Where the sandbox does as the exchange does and the document of August 2026 says otherwise. */
final class AsyncApiDeviations {
    private record Deviation(Pattern violation, String source) {}

    private static final Set<Deviation> USED = ConcurrentHashMap.newKeySet();
    private static final List<Deviation> ALL = List.of(
            deviation(
                    "\\S+ \\S*: property 'sending_ts_ms' is not defined.*",
                    "changelog 2026-10-01: the field was added"),
            deviation(
                    "(trade|market_lifecycle_v2|event_lifecycle|event_fee_update) \\S*: property 'seq' is not.*",
                    "changelog 2026-09-10: these are counted, the document forgot it"),
            deviation(
                    "error \\S*: property '(sid|seq)' is not.*",
                    "changelog 2026-09-10: errors of a subscription name it and are counted"),
            deviation("error \\S*: property 'market_tickers' is not.*", "changelog 2026-09-10: optional in errors"),
            deviation(
                    "unsubscribed \\S*: required property 'seq' not found.*",
                    "recorded sessions: channels without numbers have none here either"),
            deviation(
                    "\\S+ \\S*market_ticker\\S*: does not match the regex.*",
                    "recorded tickers have dots, as in KXBTCD-26JUL0317-T60499.99"),
            deviation("orderbook_snapshot \\S*: property 'id' is not.*", "websocket guide: echoes get_snapshot's id"),
            deviation("ok \\S*: required property 'id' not found.*", "commands: id 0 means none"),
            deviation("user_order \\S+ticker: does not match the regex.*", "recorded tickers have dots"),
            deviation(
                    "user_order \\S*: property 'exchange_index' is not.*", "changelog 2026-08-27: the field was added"),
            deviation(
                    "user_order \\S*: property 'last_update_reason' is not.*",
                    "changelog 2026-10-01: the field was added"));

    private AsyncApiDeviations() {}

    private static Deviation deviation(String violation, String source) {
        return new Deviation(Pattern.compile(violation), source);
    }

    static boolean explains(String violation) {
        for (Deviation deviation : ALL) {
            if (deviation.violation().matcher(violation).matches()) {
                USED.add(deviation);
                return true;
            }
        }
        return false;
    }

    /** Those that some frame needed, with their sources. */
    static String report() {
        StringBuilder text = new StringBuilder();
        ALL.stream()
                .filter(USED::contains)
                .forEach(deviation -> text.append("  ")
                        .append(deviation.violation())
                        .append(" <- ")
                        .append(deviation.source())
                        .append('\n'));
        return text.toString();
    }
}
