/** Pure arithmetic that several stages need, such as what the exchange charges for a fill. Plain Java only. */
@NullMarked
package caravan.rules;

import org.jspecify.annotations.NullMarked;
