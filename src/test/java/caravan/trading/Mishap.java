package caravan.trading;

/** What goes wrong. */
enum Mishap {
    REQUEST_LOST,
    ANSWER_LOST,
    ANSWER_LATE,
    CARRIED_OUT_LATE,
    TOO_MANY_REQUESTS,
    UNAVAILABLE,
    DONE_AND_FAILED,
    STREAM_CUT,
    STREAM_SILENT,
    UPDATES_LATE,
    UPDATES_TWICE,
    UPDATES_DISORDERED,
    UPDATES_WITHHELD,
    READS_LAG,
    LEDGER_AWAY,
    EXCHANGE_PAUSED,
    TRADING_PAUSED,
    MARKET_PAUSED,
    MARKET_CLOSED,
    GROUP_TRIGGERED,
    CLOCK_OFF,
    BOOKS_SUSPECT,
    HALTED_BY_A_PERSON,
    KILLED;

    /** Whether nobody can tell by the answer what has become of an order. */
    boolean leavesInDoubt() {
        return this == REQUEST_LOST || this == ANSWER_LOST || this == CARRIED_OUT_LATE || this == DONE_AND_FAILED;
    }
}
