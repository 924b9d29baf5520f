package caravan.sandbox.discord;

import io.vertx.core.buffer.Buffer;

/**
 * A file that came with a request.
 *
 * @param part the name of its part of the form, for example {@code files[0]}
 */
record Upload(String part, String filename, String contentType, Buffer content) {
    /** Whether the form calls this file by that number. */
    boolean isNumber(String id) {
        return part.equals("files[" + id + "]");
    }
}
