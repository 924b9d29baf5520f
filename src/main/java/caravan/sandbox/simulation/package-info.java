/**
 * What moves by itself at the sandbox exchange: markets that open, pause and settle, traders, incentive programs. No
 * sockets and no threads, so days pass in minutes where nobody waits.
 */
@NullMarked
package caravan.sandbox.simulation;

import org.jspecify.annotations.NullMarked;
