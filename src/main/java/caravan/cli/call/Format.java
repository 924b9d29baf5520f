package caravan.cli.call;

/** The form of an answer. */
enum Format {
    /** For people. */
    TABLE,
    /** As the exchange gave it. */
    JSON,
    /** For spreadsheets. */
    CSV,
    /** Values alone, for shells. */
    PLAIN
}
