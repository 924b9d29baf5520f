package caravan.model;

import org.jspecify.annotations.Nullable;

/** Something happened to a connection itself. */
public sealed interface ConnectionEvent extends StreamMessage {
    /** The name of the connection, for example {@code private}. */
    String connection();

    @Override
    default @Nullable String ticker() {
        return null;
    }

    /** The handshake succeeded; nothing is subscribed to yet. */
    record Opened(String connection) implements ConnectionEvent {}

    /** Every subscription was answered: from here on nothing new is missed. */
    record Ready(String connection) implements ConnectionEvent {}

    /** The connection ended; what the exchange says until the next {@link Ready} is missed. */
    record Closed(String connection, String reason) implements ConnectionEvent {}
}
