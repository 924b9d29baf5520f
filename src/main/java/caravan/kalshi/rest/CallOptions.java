package caravan.kalshi.rest;

/**
 * How a route calls an operation.
 *
 * @param json whether the answer stays as the exchange gave it
 * @param rawWrites whether routes may change the account
 */
public record CallOptions(boolean json, Paging paging, boolean rawWrites) {
    /** What becomes of an answer that has further pages. */
    public enum Paging {
        /** One call, one page. */
        NONE,
        /** All pages, one after the other. */
        PAGES,
        /** What is on all pages, one after the other. */
        ITEMS
    }
}
