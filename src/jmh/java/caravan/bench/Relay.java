package caravan.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Stands between a client and a server, hands on what each says, and lets somebody see it first.
 *
 * <p>So that it can be read, the client's offer to compress frames of a WebSocket is not handed on.
 */
final class Relay implements AutoCloseable {
    private static final Pattern OFFER = Pattern.compile("(?i)(\\r\\n)Sec-WebSocket-Extensions:");
    private static final int BUFFER = 1 << 16;

    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int server;
    private final Consumer<String> requests;
    private final Consumer<String> answers;

    /**
     * Begins to take connections.
     *
     * @param server the port of the server, on this machine
     * @param requests is shown what a client has sent, as soon as it is read
     * @param answers is shown what a client is about to be sent
     */
    Relay(int server, Consumer<String> requests, Consumer<String> answers) throws IOException {
        this.server = server;
        this.requests = requests;
        this.answers = answers;
        start("relay", this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                Socket behind = new Socket(InetAddress.getLoopbackAddress(), server);
                client.setTcpNoDelay(true);
                behind.setTcpNoDelay(true);
                start("relay-requests", () -> copy(client, behind, requests));
                start("relay-answers", () -> copy(behind, client, answers));
            }
        } catch (IOException closed) {
            // The measurement is over.
        }
    }

    private static void copy(Socket from, Socket to, Consumer<String> watcher) {
        byte[] bytes = new byte[BUFFER];
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int length = in.read(bytes); length >= 0; length = in.read(bytes)) {
                String text = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
                watcher.accept(text);
                if (text.startsWith("GET ")) {
                    out.write(
                            OFFER.matcher(text).replaceAll("$1X-No-Extensions:").getBytes(StandardCharsets.ISO_8859_1));
                } else {
                    out.write(bytes, 0, length);
                }
            }
        } catch (IOException closed) {
            // One of the two has gone, so the other goes as well.
        }
    }

    private static void start(String name, Runnable what) {
        Thread thread = new Thread(what, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
