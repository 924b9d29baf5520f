/** The exchange's stream: a connection that signs, subscribes, notices silence and comes back by itself. */
@NullMarked
package caravan.kalshi.stream;

import org.jspecify.annotations.NullMarked;
