/** What the exchange can be asked over REST: the one list that the client, the command line and the documentation share. */
@NullMarked
package caravan.kalshi.catalogue;

import org.jspecify.annotations.NullMarked;
