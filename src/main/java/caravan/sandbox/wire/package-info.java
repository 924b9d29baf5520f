/** How the exchange writes numbers, times and words, the same in REST and on the stream. */
@NullMarked
package caravan.sandbox.wire;

import org.jspecify.annotations.NullMarked;
