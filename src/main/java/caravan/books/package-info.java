/** Mirrors each market's order book, and knows when a mirror is wrong. */
@NullMarked
package caravan.books;

import org.jspecify.annotations.NullMarked;
