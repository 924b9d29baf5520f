package caravan.orders;

/** How it is doubted what is known of an order. */
enum OrderDoubt {
    /** One look at it is enough. */
    AS_IT_IS,
    /** It has ended; only how is not known. */
    ENDED
}
