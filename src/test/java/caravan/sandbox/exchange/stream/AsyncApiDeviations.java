package caravan.sandbox.exchange.stream;

import static caravan.sandbox.exchange.spec.Deviations.deviation;

import caravan.sandbox.exchange.spec.Deviations;

/** Where the sandbox does as the exchange does and the document of August 2026 says otherwise. */
final class AsyncApiDeviations {
    static final Deviations ALL = new Deviations(
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
}
