/** Which markets the market-data connection is to have: named, or found at the exchange again and again. */
@NullMarked
package caravan.marketselection;

import org.jspecify.annotations.NullMarked;
