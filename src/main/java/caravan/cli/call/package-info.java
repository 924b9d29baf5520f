/** Calls single operations of the exchange from a shell. */
@NullMarked
package caravan.cli.call;

import org.jspecify.annotations.NullMarked;
