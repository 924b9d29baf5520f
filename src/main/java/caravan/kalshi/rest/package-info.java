/** Requests to the exchange over REST: what can be asked, how it is asked, and how it can fail. */
@NullMarked
package caravan.kalshi.rest;

import org.jspecify.annotations.NullMarked;
