package caravan.model;

import org.jspecify.annotations.Nullable;

/**
 * A frame that could not be turned into a message.
 *
 * @param type the type that the frame claims; null if not even that could be read
 * @param reason what was expected and what was found
 */
public record Unreadable(@Nullable String type, @Nullable String ticker, String reason) implements StreamMessage {}
