package caravan.sandbox.exchange;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A connection that sends what no library would. */
final class RawSocket implements AutoCloseable {
    private static final int TEXT = 0x81;
    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    private final Socket socket;
    private final DataInputStream in;

    /** A bare connection. */
    RawSocket(URI server) throws IOException {
        socket = new Socket(server.getHost(), server.getPort());
        socket.setSoTimeout(5_000);
        in = new DataInputStream(socket.getInputStream());
    }

    /** A stream, after its handshake. */
    RawSocket(TestClient client, ExchangeRig rig) throws IOException {
        this(URI.create(rig.exchange.restUrl()));
        StringBuilder request = new StringBuilder("GET /trade-api/ws/v2 HTTP/1.1\r\nHost: 127.0.0.1:")
                .append(rig.exchange.port())
                .append("\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n")
                .append("Sec-WebSocket-Key: ")
                .append(KEY)
                .append("\r\n");
        String[] headers = client.headers(rig.clock.instant(), "GET", "/trade-api/ws/v2");
        for (int i = 0; i < headers.length; i += 2) {
            request.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
        }
        write(request.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        String status = head();
        if (!status.contains(" 101 ")) {
            throw new IOException("expected a switch of protocols, found " + status);
        }
    }

    void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** Sends a frame of less than 126 bytes, masked with zeros. */
    void sendText(byte[] payload) throws IOException {
        byte[] frame = new byte[6 + payload.length];
        frame[0] = (byte) TEXT;
        frame[1] = (byte) (0x80 | payload.length);
        System.arraycopy(payload, 0, frame, 6, payload.length);
        write(frame);
    }

    /** All that the server still says to somebody who says no more. */
    String rest() throws IOException {
        socket.shutdownOutput();
        return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    /** The status line; reads up to the end of the headers. */
    String head() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        return head.substring(0, head.indexOf("\r\n"));
    }

    /** The next frame of text that is shorter than 126 bytes; skips what else the server sends. */
    String nextText() throws IOException {
        while (true) {
            int first = in.readUnsignedByte();
            byte[] payload = in.readNBytes(in.readUnsignedByte());
            if (first == TEXT) {
                return new String(payload, StandardCharsets.UTF_8);
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
