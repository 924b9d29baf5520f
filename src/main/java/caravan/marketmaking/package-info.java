/** Chooses markets and what to quote in them. */
@NullMarked
package caravan.marketmaking;

import org.jspecify.annotations.NullMarked;
