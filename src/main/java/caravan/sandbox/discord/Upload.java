package caravan.sandbox.discord;

import io.vertx.core.buffer.Buffer;

/**
 * A file that came with a request.
 *
 * @param part the name of its part of the form, for example {@code files[0]}
 */
record Upload(String part, String filename, String contentType, Buffer content) {
    /** The number by which the rest of the form speaks of this file; empty where it has none. */
    String number() {
        return part.matches("files\\[\\d+]") ? part.substring("files[".length(), part.length() - 1) : "";
    }
}
