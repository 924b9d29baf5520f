package caravan.kalshi.rest;

import java.io.IOException;

/** No byte of the request has left: there was no connection to send it over. */
final class NotSentException extends IOException {
    private static final long serialVersionUID = 1L;

    NotSentException(Exception cause) {
        super(cause.toString(), cause);
    }
}
