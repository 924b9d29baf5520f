/** Knows when the exchange pauses, so that a silence that was announced alarms nobody. */
@NullMarked
package caravan.schedule;

import org.jspecify.annotations.NullMarked;
