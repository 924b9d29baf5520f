package caravan.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Answers every request with the same JSON, as fast as can be, so that what is left is the client's. One thread a line. */
final class SmallServer implements AutoCloseable {
    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final byte[] answer;

    SmallServer(String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        byte[] head = ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length
                        + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        answer = new byte[head.length + body.length];
        System.arraycopy(head, 0, answer, 0, head.length);
        System.arraycopy(body, 0, answer, head.length, body.length);
        start("small-server", this::accept);
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + port() + "/trade-api/v2");
    }

    int port() {
        return listening.getLocalPort();
    }

    int answerLength() {
        return answer.length;
    }

    private void accept() {
        try {
            while (true) {
                Socket line = listening.accept();
                line.setTcpNoDelay(true);
                start("small-server-line", () -> serve(line));
            }
        } catch (IOException closed) {
            // The measurement is over.
        }
    }

    private void serve(Socket line) {
        try (line;
                InputStream in = new BufferedInputStream(line.getInputStream());
                OutputStream out = line.getOutputStream()) {
            while (isAsked(in)) {
                out.write(answer);
            }
        } catch (IOException closed) {
            // The client has what it wanted.
        }
    }

    /** Reads a request without a body. */
    private static boolean isAsked(InputStream in) throws IOException {
        int last = 0;
        for (int next = in.read(); next >= 0; next = in.read()) {
            last = last << 8 | next;
            if (last == ('\r' << 24 | '\n' << 16 | '\r' << 8 | '\n')) {
                return true;
            }
        }
        return false;
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
