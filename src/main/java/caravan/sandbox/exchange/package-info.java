/** An exchange in a box: Kalshi's stream and REST over real sockets, with simulated markets and faults on demand. */
@NullMarked
package caravan.sandbox.exchange;

import org.jspecify.annotations.NullMarked;
