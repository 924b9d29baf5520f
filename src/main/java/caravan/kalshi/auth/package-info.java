/** Who we are to the exchange: the private key and the signature that every request carries. */
@NullMarked
package caravan.kalshi.auth;

import org.jspecify.annotations.NullMarked;
