/** Keeps the latest of every market in memory, and shows one to a person. */
@NullMarked
package caravan.watch;

import org.jspecify.annotations.NullMarked;
