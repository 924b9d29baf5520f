/** Says which requests may leave: one class a check, one gate through which every request passes. */
@NullMarked
package caravan.risk;

import org.jspecify.annotations.NullMarked;
