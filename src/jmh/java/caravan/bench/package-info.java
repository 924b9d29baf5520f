/** Benchmarks of the packed program, each side in a process of its own. Run by {@code mvn -Pbench verify}. */
@NullMarked
package caravan.bench;

import org.jspecify.annotations.NullMarked;
