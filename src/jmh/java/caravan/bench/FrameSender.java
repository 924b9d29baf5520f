package caravan.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The other end of a benchmark, in a process of its own: an exchange that sends prepared frames as fast as they are taken
 * (or at a given pace), and a Discord that notes when a message arrives.
 *
 * <p>Frames are encoded once and sent in blocks, so that this process takes little of the machine that it measures.
 * Arguments: how many deltas to send, and how many a second (0: as fast as they are taken), and how many fills to send.
 */
public final class FrameSender {
    private static final int BLOCK = 1_000;
    private static final Pattern CHANNEL = Pattern.compile("\"channels\":\\[\"([a-z_0-9]+)\"");
    private static final Pattern ID = Pattern.compile("\"id\":(\\d+)");
    private static final Pattern ORDER = Pattern.compile("BENCH\\W{1,3}(\\d+)");
    private static final PrintStream OUT = System.out;

    private final long deltas;
    private final long deltasPerSecond;
    private final int fills;
    private final Map<Integer, Long> fillSentNanos = new ConcurrentHashMap<>();

    private FrameSender(long deltas, long deltasPerSecond, int fills) {
        this.deltas = deltas;
        this.deltasPerSecond = deltasPerSecond;
        this.fills = fills;
    }

    public static void main(String[] args) throws IOException {
        FrameSender sender =
                new FrameSender(Long.parseLong(args[0]), Long.parseLong(args[1]), Integer.parseInt(args[2]));
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/", sender::answer);
        http.start();
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            OUT.println(
                    "ports " + server.getLocalPort() + " " + http.getAddress().getPort());
            while (true) {
                Socket socket = server.accept();
                Thread thread = new Thread(() -> sender.serve(socket), "connection");
                thread.setDaemon(true);
                thread.start();
            }
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        long now = System.nanoTime();
        String answer = "{}";
        if (path.contains("/webhooks/") && exchange.getRequestMethod().equals("POST")) {
            Matcher matcher = ORDER.matcher(body);
            if (matcher.find()) {
                Long sent = fillSentNanos.remove(Integer.valueOf(matcher.group(1)));
                if (sent != null) {
                    OUT.println("told " + (now - sent) / 1_000);
                }
            }
            answer = "{\"id\":\"100000000000000001\",\"channel_id\":\"100000000000000002\"}";
        } else if (path.endsWith("/portfolio/fills")) {
            answer = "{\"fills\":[],\"cursor\":\"\"}";
        } else if (path.contains("/markets/")) {
            String ticker = path.substring(path.lastIndexOf('/') + 1);
            answer = "{\"market\":{\"ticker\":\"%s\",\"title\":\"%s\",\"yes_sub_title\":\"\",\"no_sub_title\":\"\"}}"
                    .formatted(ticker, ticker);
        }
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            OutputStream out = new BufferedOutputStream(socket.getOutputStream(), 256 * 1024);
            shakeHands(in, out);
            boolean sending = false;
            while (true) {
                String text = readText(in, out);
                Matcher channel = CHANNEL.matcher(text);
                Matcher id = ID.matcher(text);
                if (!channel.find() || !id.find()) {
                    continue;
                }
                synchronized (out) {
                    out.write(frame("{\"id\":%s,\"type\":\"subscribed\",\"msg\":{\"channel\":\"%s\",\"sid\":%s}}\n"
                            .formatted(id.group(1), channel.group(1), id.group(1))));
                    out.flush();
                }
                if (!sending
                        && (channel.group(1).equals("orderbook_delta")
                                || channel.group(1).equals("fill"))) {
                    sending = true;
                    boolean sendsFills = channel.group(1).equals("fill");
                    Thread thread = new Thread(() -> send(socket, out, sendsFills), "sender");
                    thread.setDaemon(true);
                    thread.start();
                }
            }
        } catch (IOException e) {
            OUT.println("closed " + e.getMessage());
        }
    }

    private void send(Socket socket, OutputStream out, boolean sendsFills) {
        try {
            // Lets the other channels' answers go first.
            LockSupport.parkNanos(500_000_000L);
            if (sendsFills) {
                sendFills(socket, out);
            } else {
                sendDeltas(socket, out);
            }
        } catch (IOException e) {
            OUT.println("closed " + e.getMessage());
        }
    }

    private void sendDeltas(Socket socket, OutputStream out) throws IOException {
        byte[][] frames = new byte[BLOCK][];
        int blockLength = 0;
        for (int i = 0; i < BLOCK; i++) {
            frames[i] = frame(
                    ("{\"type\":\"orderbook_delta\",\"sid\":1,\"seq\":%d,\"msg\":{\"market_ticker\":\"KXBENCH-26NOV20-T%d\","
                                    + "\"market_id\":\"9b0f4a1e-0000-4000-8000-000000000000\",\"price_dollars\":\"0.%02d00\","
                                    + "\"delta_fp\":\"%d.00\",\"side\":\"%s\",\"ts\":\"2026-11-20T10:00:00.%06dZ\","
                                    + "\"ts_ms\":1795168800123}}\n")
                            .formatted(i + 1, i % 50, 1 + i % 98, 1 + i % 500, i % 2 == 0 ? "yes" : "no", i));
            blockLength += frames[i].length;
        }
        byte[] block = new byte[blockLength];
        int offset = 0;
        for (byte[] frame : frames) {
            System.arraycopy(frame, 0, block, offset, frame.length);
            offset += frame.length;
        }
        OUT.println("sending " + blockLength / BLOCK + " bytes a frame");
        long start = System.nanoTime();
        if (deltasPerSecond == 0) {
            for (long sent = 0; sent < deltas; sent += BLOCK) {
                synchronized (out) {
                    out.write(block);
                }
            }
        } else {
            for (long sent = 0; sent < deltas; sent++) {
                long due = start + sent * 1_000_000_000L / deltasPerSecond;
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                synchronized (out) {
                    out.write(frames[(int) (sent % BLOCK)]);
                    out.flush();
                }
            }
        }
        synchronized (out) {
            out.flush();
        }
        OUT.println("sent " + deltas);
    }

    private void sendFills(Socket socket, OutputStream out) throws IOException {
        for (int number = 0; number < fills; number++) {
            long millis = System.currentTimeMillis();
            fillSentNanos.put(number, System.nanoTime());
            synchronized (out) {
                out.write(
                        frame(("{\"type\":\"fill\",\"sid\":1,\"msg\":{\"trade_id\":\"t%d-%d\",\"order_id\":\"o%d-%d\","
                                        + "\"market_ticker\":\"BENCH-%d\",\"is_taker\":true,\"side\":\"yes\","
                                        + "\"yes_price_dollars\":\"0.3300\",\"count_fp\":\"1.00\",\"fee_cost\":\"0.015500\","
                                        + "\"action\":\"buy\",\"ts_ms\":%d,\"post_position_fp\":\"1.00\","
                                        + "\"outcome_side\":\"yes\",\"book_side\":\"bid\"}}\n")
                                .formatted(number, millis, number, millis, number, millis)));
                out.flush();
            }
            // Discord takes five messages in two seconds.
            LockSupport.parkNanos(500_000_000L);
        }
    }

    private static void shakeHands(DataInputStream in, OutputStream out) throws IOException {
        String key = "";
        for (String line = readLine(in); !line.isEmpty(); line = readLine(in)) {
            if (line.regionMatches(true, 0, "Sec-WebSocket-Key:", 0, 18)) {
                key = line.substring(18).trim();
            }
        }
        String accept = Base64.getEncoder().encodeToString(sha1(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"));
        out.write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Accept: " + accept + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /** The next text frame; answers pings on the way. Client frames are small and masked (RFC 6455, 5.2). */
    private static String readText(DataInputStream in, OutputStream out) throws IOException {
        while (true) {
            int opcode = in.readUnsignedByte() & 0x0f;
            int length = in.readUnsignedByte() & 0x7f;
            if (length == 126) {
                length = in.readUnsignedShort();
            }
            byte[] mask = in.readNBytes(4);
            byte[] payload = in.readNBytes(length);
            for (int i = 0; i < payload.length; i++) {
                payload[i] ^= mask[i % 4];
            }
            if (opcode == 1) {
                return new String(payload, StandardCharsets.UTF_8);
            }
            if (opcode == 9) {
                byte[] pong = new byte[2 + payload.length];
                pong[0] = (byte) 0x8a;
                pong[1] = (byte) payload.length;
                System.arraycopy(payload, 0, pong, 2, payload.length);
                synchronized (out) {
                    out.write(pong);
                    out.flush();
                }
            }
            if (opcode == 8) {
                throw new IOException("the client said goodbye");
            }
        }
    }

    private static byte[] frame(String text) {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        int header = payload.length < 126 ? 2 : 4;
        byte[] frame = new byte[header + payload.length];
        frame[0] = (byte) 0x81;
        if (header == 2) {
            frame[1] = (byte) payload.length;
        } else {
            frame[1] = 126;
            frame[2] = (byte) (payload.length >> 8);
            frame[3] = (byte) payload.length;
        }
        System.arraycopy(payload, 0, frame, header, payload.length);
        return frame;
    }

    private static String readLine(DataInputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.readUnsignedByte(); c != '\n'; c = in.readUnsignedByte()) {
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    private static byte[] sha1(String text) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
