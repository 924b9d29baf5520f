package caravan.sandbox.exchange;

import java.util.Locale;

/** What can go wrong on purpose, once it is armed. */
enum Fault {
    GAP("a frame is lost, and its sequence number with it"),
    DUPLICATE("a frame comes twice"),
    REORDER("a frame changes places with the next one"),
    WITHHOLD_FILLS("fills are on REST only"),
    DUPLICATE_FILLS("each fill comes again on the stream, also after later ones"),
    SLOW_ACCEPT("the WebSocket handshake is answered late"),
    REFUSE("new connections are reset"),
    UNAUTHORIZED("requests and handshakes get 401"),
    RATE_LIMIT("requests get 429"),
    SERVER_ERROR("requests get 5xx, before or after they are carried out"),
    TIMEOUT_BEFORE("requests are not carried out, and not answered"),
    TIMEOUT_AFTER("requests are carried out, and not answered"),
    RESET_BEFORE("connections are reset before their request is carried out"),
    RESET_AFTER("connections are reset when their request was carried out"),
    LATE("requests are not answered, and carried out a while later"),
    CANCEL_ALL_TAIL("a cancel of all orders takes those along that follow it");

    final String effect;

    Fault(String effect) {
        this.effect = effect;
    }

    /** As switches and counters name it. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it stays on until it is switched off, where nothing else is said. */
    boolean lasts() {
        return this == WITHHOLD_FILLS || this == DUPLICATE_FILLS;
    }
}
