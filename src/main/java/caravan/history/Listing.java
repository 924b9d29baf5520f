package caravan.history;

import java.io.InputStream;

/**
 * A list on its way out.
 *
 * @param contentType what kind of text or file it is
 * @param content the list; whoever takes it closes it
 * @param fileName a name for it where it becomes a file
 */
public record Listing(String contentType, InputStream content, String fileName) {}
