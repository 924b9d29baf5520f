/** The stream of the sandbox exchange: who listens to what, and the frames that tell them. */
@NullMarked
package caravan.sandbox.exchange.stream;

import org.jspecify.annotations.NullMarked;
