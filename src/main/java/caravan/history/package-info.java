/** Looks into what was recorded: lists, books at a past moment, files for other tools; and brings in what was missed. */
@NullMarked
package caravan.history;

import org.jspecify.annotations.NullMarked;
