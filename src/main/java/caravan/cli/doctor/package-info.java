/** Looks at one thing each: what a start and a run need, found well or wrong, with what to do about it. */
@NullMarked
package caravan.cli.doctor;

import org.jspecify.annotations.NullMarked;
