/** What both servers of the sandbox have in common: they listen on this machine only, and answer no foreign page. */
@NullMarked
package caravan.sandbox.server;

import org.jspecify.annotations.NullMarked;
