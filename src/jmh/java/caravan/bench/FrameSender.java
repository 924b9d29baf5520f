package caravan.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Queue;
import java.util.StringJoiner;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The other end of a benchmark, in a process of its own: an exchange that sends prepared frames, and a Discord that notes
 * when a message arrives.
 *
 * <p>Frames are encoded once and sent in blocks, so that this process takes little of the machine that it measures. They
 * make sense as order books do: the second half of a block takes away what the first half brought, and only the count is
 * written anew each time.
 *
 * <p>Prints {@code ports <exchange> <http>}, then {@code subscribed <channel>} for each channel. Takes one order a line:
 * {@code deltas <count> <a second, 0 for as fast as they are taken>}, {@code fills <count> <milliseconds between>} and
 * {@code cut 0 0}, which ends all connections. Answers {@code sent <word> <count>} when all are sent, and {@code told <microseconds>} for each fill that reaches
 * Discord, counted from when the fill was sent: both ends are here, so one clock measures both. Ends with its input.
 */
public final class FrameSender {
    private static final int LEAST_BLOCK = 1_000;
    private static final int TICKERS = 50;
    private static final int LEVELS = 20;
    /** Room for any number of the count; what it does not need are blanks, which JSON allows there. */
    private static final int COUNT_WIDTH = 12;

    private static final byte[] COUNT = "\"seq\":".getBytes(StandardCharsets.US_ASCII);
    private static final Pattern CHANNEL = Pattern.compile("\"channels\":\\[\"([a-z_0-9]+)\"");
    private static final Pattern ID = Pattern.compile("\"id\":(\\d+)");
    private static final Pattern FILL = Pattern.compile("BENCH\\W{1,3}(\\d+)");
    private static final PrintStream OUT = System.out;

    private final Map<String, Feed> feeds = new ConcurrentHashMap<>();
    private final Map<Integer, Long> fillSentNanos = new ConcurrentHashMap<>();
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final int tickers;
    private int fillNumber;

    /** Where a channel's frames go. Whoever writes holds the lock of {@code out}. */
    private record Feed(OutputStream out, String subscription, AtomicLong sequence) {}

    private FrameSender(int tickers) {
        this.tickers = tickers;
    }

    /** @param args how many markets there are; 50 when it is not said */
    public static void main(String[] args) throws IOException {
        new FrameSender(args.length == 0 ? TICKERS : Integer.parseInt(args[0])).run();
    }

    private void run() throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.setExecutor(Executors.newFixedThreadPool(2));
        http.createContext("/", this::answer);
        http.start();
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start("accept", () -> accept(server));
        OUT.println("ports " + server.getLocalPort() + " " + http.getAddress().getPort());
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            String[] words = order.split(" ", -1);
            long count = Long.parseLong(words[1]);
            long pace = Long.parseLong(words[2]);
            start(words[0], () -> {
                switch (words[0]) {
                    case "fills" -> sendFills(count, pace);
                    case "cut" -> cut();
                    default -> sendDeltas(count, pace);
                }
                OUT.println("sent " + words[0] + " " + count);
            });
        }
        System.exit(0);
    }

    private interface Task {
        void run() throws IOException;
    }

    private static void start(String name, Task task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (IOException e) {
                        OUT.println("ended " + name + ": " + e);
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        long now = System.nanoTime();
        String answer = "{}";
        if (path.contains("/webhooks/") && exchange.getRequestMethod().equals("POST")) {
            Matcher matcher = FILL.matcher(body);
            Long sent = matcher.find() ? fillSentNanos.remove(Integer.valueOf(matcher.group(1))) : null;
            OUT.println(sent == null ? "unexpected " + body : "told " + (now - sent) / 1_000);
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

    private void cut() throws IOException {
        for (Socket socket = sockets.poll(); socket != null; socket = sockets.poll()) {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }

    private void accept(ServerSocket server) throws IOException {
        while (true) {
            Socket socket = server.accept();
            sockets.add(socket);
            start("connection", () -> serve(socket));
        }
    }

    private void serve(Socket socket) throws IOException {
        try (socket) {
            socket.setTcpNoDelay(true);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            OutputStream out = new BufferedOutputStream(socket.getOutputStream(), 256 * 1024);
            shakeHands(in, out);
            while (true) {
                subscribe(readText(in, out), out);
            }
        } catch (EOFException | SocketException closed) {
            OUT.println("closed");
        }
    }

    /** One channel a command; the command's id becomes the subscription's. */
    private void subscribe(String command, OutputStream out) throws IOException {
        Matcher channel = CHANNEL.matcher(command);
        Matcher id = ID.matcher(command);
        if (!channel.find() || !id.find()) {
            OUT.println("unexpected " + command);
            return;
        }
        String answer = "{\"id\":%s,\"type\":\"subscribed\",\"msg\":{\"channel\":\"%s\",\"sid\":%s}}"
                .formatted(id.group(1), channel.group(1), id.group(1));
        Feed feed = new Feed(out, id.group(1), new AtomicLong());
        synchronized (out) {
            out.write(frame(answer));
            if (channel.group(1).equals("orderbook_delta")) {
                for (int ticker = 0; ticker < tickers; ticker++) {
                    out.write(frame(snapshot(ticker, feed)));
                }
            }
            out.flush();
        }
        feeds.put(channel.group(1), feed);
        OUT.println("subscribed " + channel.group(1));
    }

    private Feed feed(String channel) throws IOException {
        Feed feed = feeds.get(channel);
        if (feed == null) {
            throw new IOException("expected a subscription to " + channel + ", found " + feeds.keySet());
        }
        return feed;
    }

    private void sendDeltas(long count, long aSecond) throws IOException {
        Feed feed = feed("orderbook_delta");
        byte[][] frames = new byte[Math.max(LEAST_BLOCK, 2 * tickers)][];
        int blockLength = 0;
        for (int i = 0; i < frames.length; i++) {
            frames[i] = frame(delta(i, frames.length / 2, feed.subscription()));
            blockLength += frames[i].length;
        }
        byte[] block = new byte[blockLength];
        int[] counts = new int[frames.length];
        int offset = 0;
        for (int i = 0; i < frames.length; i++) {
            System.arraycopy(frames[i], 0, block, offset, frames[i].length);
            counts[i] = offset + endOfCount(frames[i]);
            offset += frames[i].length;
        }
        if (aSecond == 0) {
            for (long sent = 0; sent < count; sent += frames.length) {
                synchronized (feed.out()) {
                    for (int end : counts) {
                        writeCount(block, end, feed.sequence().incrementAndGet());
                    }
                    feed.out().write(block);
                    feed.out().flush();
                }
            }
            return;
        }
        long start = System.nanoTime();
        for (long sent = 0; sent < count; sent++) {
            waitUntil(start + sent * 1_000_000_000L / aSecond);
            byte[] frame = frames[(int) (sent % frames.length)];
            synchronized (feed.out()) {
                writeCount(frame, endOfCount(frame), feed.sequence().incrementAndGet());
                feed.out().write(frame);
                feed.out().flush();
            }
        }
    }

    /** Where the room for the count ends. */
    private static int endOfCount(byte[] frame) {
        int start = 0;
        while (!Arrays.equals(frame, start, start + COUNT.length, COUNT, 0, COUNT.length)) {
            start++;
        }
        return start + COUNT.length + COUNT_WIDTH;
    }

    private static void writeCount(byte[] bytes, int end, long count) {
        long left = count;
        for (int at = end - 1; left > 0; at--) {
            bytes[at] = (byte) ('0' + left % 10);
            left /= 10;
        }
    }

    private static String snapshot(int ticker, Feed feed) {
        StringJoiner bids = new StringJoiner(",");
        StringJoiner asks = new StringJoiner(",");
        for (int level = LEVELS; level > 0; level--) {
            bids.add("[\"0.%02d00\",\"1000.00\"]".formatted(50 - level));
            asks.add("[\"0.%02d00\",\"1000.00\"]".formatted(50 + level));
        }
        return ("{\"type\":\"orderbook_snapshot\",\"sid\":%s,\"seq\":%d,\"msg\":{\"market_ticker\":"
                        + "\"KXBENCH-26NOV20-T%d\",\"yes_dollars_fp\":[%s],\"no_dollars_fp\":[%s]}}\n")
                .formatted(feed.subscription(), feed.sequence().incrementAndGet(), ticker, bids, asks);
    }

    private String delta(int i, int half, String subscription) {
        int number = i % half;
        boolean bid = number % 2 == 0;
        int level = 1 + number / 2 % LEVELS;
        // A prime apart, so that one market does not follow the other in memory too.
        long ticker = number * 7_919L % tickers;
        return ("{\"type\":\"orderbook_delta\",\"sid\":%s,\"seq\":%12d,\"msg\":{\"market_ticker\":\"KXBENCH-26NOV20-T%d\","
                        + "\"market_id\":\"9b0f4a1e-0000-4000-8000-000000000000\",\"price_dollars\":\"0.%02d00\","
                        + "\"delta_fp\":\"%d.00\",\"side\":\"%s\",\"ts\":\"2026-11-20T10:00:00.%06dZ\","
                        + "\"ts_ms\":%d}}\n")
                .formatted(
                        subscription,
                        i + 1,
                        ticker,
                        bid ? 50 - level : 50 + level,
                        (i < half ? 1 : -1) * (1 + number % 500),
                        bid ? "yes" : "no",
                        i,
                        1_795_168_800_000L + i / 1_000);
    }

    /** Each fill is an order and a market of its own, so that nothing is known about it when it arrives. */
    private void sendFills(long count, long millisBetween) throws IOException {
        Feed feed = feed("fill");
        long start = System.nanoTime();
        for (long sent = 0; sent < count; sent++) {
            waitUntil(start + sent * millisBetween * 1_000_000L);
            int number = ++fillNumber;
            byte[] frame = frame(
                    ("{\"type\":\"fill\",\"sid\":%1$s,\"msg\":{\"trade_id\":\"trade-%2$d\",\"order_id\":\"order-%2$d\","
                                    + "\"market_ticker\":\"BENCH-%2$d\",\"is_taker\":true,\"side\":\"yes\","
                                    + "\"yes_price_dollars\":\"0.3300\",\"count_fp\":\"1.00\",\"fee_cost\":\"0.015500\","
                                    + "\"action\":\"buy\",\"ts_ms\":%3$d,\"post_position_fp\":\"1.00\","
                                    + "\"outcome_side\":\"yes\",\"book_side\":\"bid\"}}\n")
                            .formatted(feed.subscription(), number, System.currentTimeMillis()));
            synchronized (feed.out()) {
                fillSentNanos.put(number, System.nanoTime());
                feed.out().write(frame);
                feed.out().flush();
            }
        }
    }

    private static void waitUntil(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
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

    /** The next text frame; answers pings on the way. Client frames are small, whole and masked (RFC 6455, 5.2). */
    private static String readText(DataInputStream in, OutputStream out) throws IOException {
        while (true) {
            int opcode = in.readUnsignedByte() & 0x0f;
            int length = in.readUnsignedByte() & 0x7f;
            if (length == 126) {
                length = in.readUnsignedShort();
            } else if (length == 127) {
                throw new IOException("expected a command of less than 64 KiB, found a longer one");
            }
            byte[] mask = new byte[4];
            in.readFully(mask);
            byte[] payload = new byte[length];
            in.readFully(payload);
            for (int i = 0; i < length; i++) {
                payload[i] ^= mask[i % 4];
            }
            switch (opcode) {
                case 0x1 -> {
                    return new String(payload, StandardCharsets.UTF_8);
                }
                case 0x8 -> throw new EOFException("the client said goodbye");
                case 0x9 -> pong(payload, out);
                default -> OUT.println("unexpected opcode " + opcode);
            }
        }
    }

    private static void pong(byte[] payload, OutputStream out) throws IOException {
        byte[] pong = new byte[2 + payload.length];
        pong[0] = (byte) 0x8a;
        pong[1] = (byte) payload.length;
        System.arraycopy(payload, 0, pong, 2, payload.length);
        synchronized (out) {
            out.write(pong);
            out.flush();
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
