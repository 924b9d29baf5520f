/** The Camel component {@code discord:}: messages to Discord over a webhook or a bot, with every outcome told apart. */
@NullMarked
package caravan.discord;

import org.jspecify.annotations.NullMarked;
