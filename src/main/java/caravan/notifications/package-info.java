/** Tells people what happened: the outbox with every notification's outcome, and the cards that are shown. */
@NullMarked
package caravan.notifications;

import org.jspecify.annotations.NullMarked;
