/** Our executions: each stored once, read back from the exchange until none can be missing, told about once. */
@NullMarked
package caravan.fills;

import org.jspecify.annotations.NullMarked;
