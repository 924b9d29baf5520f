/** The words that all stages share: values, messages and the facts that travel between stages. Plain Java only. */
@NullMarked
package caravan.model;

import org.jspecify.annotations.NullMarked;
