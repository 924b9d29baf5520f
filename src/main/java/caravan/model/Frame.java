package caravan.model;

import java.time.Instant;

/**
 * Where a message came from: one text frame of one connection.
 *
 * <p>{@code connectionId} and {@code number} together name a frame for ever, so that it can be stored twice and counted
 * once.
 *
 * @param connection the name of the connection, for example {@code market-data}
 * @param connectionId differs for every time that any connection was opened; later ones are greater
 * @param number counts the frames of this connection from 1
 * @param receivedTime when it arrived here, as exactly as the clock tells; tables keep microseconds
 * @param type the exchange's word for the message, for example {@code orderbook_delta}
 * @param subscription the exchange's number for the subscription; 0 when the frame named none
 * @param sequence the subscription's count; 0 when the frame had none
 * @param yesPrices whether NO prices were asked for as YES prices on this connection
 * @param text the frame as it arrived
 */
public record Frame(
        String connection,
        long connectionId,
        long number,
        Instant receivedTime,
        String type,
        long subscription,
        long sequence,
        boolean yesPrices,
        String text) {}
