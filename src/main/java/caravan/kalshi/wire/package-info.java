/** The exchange's JSON, in every form it was ever sent in, turned into the words of {@link caravan.model}. */
@NullMarked
package caravan.kalshi.wire;

import org.jspecify.annotations.NullMarked;
