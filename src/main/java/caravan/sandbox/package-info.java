/** The sandbox: an exchange and a Discord stand-in on this machine, so that everything runs without an account. */
@NullMarked
package caravan.sandbox;

import org.jspecify.annotations.NullMarked;
