package caravan.kalshi.stream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An exchange by the byte: for what a well-behaved server library would not do. */
final class RawExchange implements AutoCloseable {
    /** What it does with one connection, after the request was read. */
    interface Script {
        void run(Socket socket, String webSocketKey) throws IOException;
    }

    private final ServerSocket server;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private volatile int connections;

    RawExchange(Script... scripts) throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(() -> serve(scripts), "raw-exchange");
        thread.setDaemon(true);
        thread.start();
    }

    String url() {
        return "ws://127.0.0.1:" + server.getLocalPort() + TestExchange.PATH;
    }

    int connections() {
        return connections;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread counts
    private void serve(Script[] scripts) {
        try {
            while (true) {
                Socket socket = server.accept();
                sockets.add(socket);
                connections++;
                scripts[Math.min(connections, scripts.length) - 1].run(socket, readKey(socket.getInputStream()));
            }
        } catch (IOException e) {
            // closed: the test is over
        }
    }

    private static String readKey(InputStream in) throws IOException {
        StringBuilder request = new StringBuilder();
        while (request.indexOf("\r\n\r\n") < 0) {
            int read = in.read();
            if (read < 0) {
                throw new IOException("no request");
            }
            request.append((char) read);
        }
        return request.toString()
                .lines()
                .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("sec-websocket-key:"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElseThrow();
    }

    /** The answer to the handshake, with frames behind it, to be written at once. */
    static byte[] handshakeWith(String key, byte[]... frames) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            String accept = Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-1")
                            .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
                                    .getBytes(StandardCharsets.US_ASCII)));
            bytes.write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            + "Sec-WebSocket-Accept: " + accept + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
        for (byte[] frame : frames) {
            bytes.write(frame);
        }
        return bytes.toByteArray();
    }

    static byte[] text(String text) throws IOException {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(0x81);
        if (payload.length < 126) {
            bytes.write(payload.length);
        } else {
            bytes.write(126);
            bytes.write(payload.length >> 8);
            bytes.write(payload.length);
        }
        bytes.write(payload);
        return bytes.toByteArray();
    }

    static byte[] close(int code) {
        return new byte[] {(byte) 0x88, 2, (byte) (code >> 8), (byte) code};
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
