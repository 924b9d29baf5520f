/** What the account holds and has resting, as the exchange tells it. */
@NullMarked
package caravan.portfolio;

import org.jspecify.annotations.NullMarked;
