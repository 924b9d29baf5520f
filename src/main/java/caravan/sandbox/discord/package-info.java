/** A stand-in for Discord that stores messages, enforces its limits and shows what it got on a page. */
@NullMarked
package caravan.sandbox.discord;

import org.jspecify.annotations.NullMarked;
