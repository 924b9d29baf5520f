package caravan.bench;

import caravan.model.BookSide;
import caravan.sandbox.engine.Account;
import caravan.sandbox.engine.Engine;
import caravan.sandbox.engine.Market;
import caravan.sandbox.engine.NewOrder;
import caravan.sandbox.engine.Order;
import caravan.sandbox.exchange.stream.Audience;
import caravan.sandbox.exchange.stream.Commands;
import caravan.sandbox.exchange.stream.Form;
import caravan.sandbox.exchange.stream.Overseer;
import caravan.sandbox.exchange.stream.Session;
import caravan.sandbox.exchange.stream.StreamOptions;
import caravan.sandbox.exchange.stream.StreamPublisher;
import caravan.sandbox.server.LoopbackServer;
import caravan.sandbox.simulation.World;
import caravan.sandbox.simulation.WorldOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Measures how many frames a second the sandbox sends to one client over a socket: the engine takes and cancels orders,
 * the publisher writes the deltas, trades and tickers, and a client reads them off the line without looking inside.
 *
 * <p>Both ends share the machine. Each round is a connection of its own, so that nothing is sent between rounds.
 */
final class SandboxStream implements Contender {
    /** Frames until the stream flows evenly. */
    private static final int FIRST = 20_000;

    private static final int TIMES = 2;
    private static final int ORDERS_A_STEP = 500;
    private static final int WAITING = 20_000;

    private final World world;
    private final Audience audience;
    private final StreamPublisher publisher;
    private final Commands commands;
    private final Account trader;
    private final List<Order> resting = new ArrayList<>();
    private final LoopbackServer server = new LoopbackServer("bench");
    private final SplittableRandom random = new SplittableRandom(1);

    /** One client's stream, until it goes away. */
    private final class Feed {
        private final Session session;
        private boolean isOpen = true;

        private Feed(Session session) {
            this.session = session;
        }

        /** As much as the client takes, so that nothing overflows. */
        private void step() {
            if (isOpen) {
                trade(session);
                publisher.flush();
                server.vertx().runOnContext(next -> step());
            }
        }
    }

    private String note = "";

    SandboxStream() {
        StreamOptions options = StreamOptions.DEFAULT;
        audience = new Audience(options, Form.CURRENT, Overseer.NONE, System::currentTimeMillis);
        publisher = new StreamPublisher(audience, new SplittableRandom(1), Overseer.NONE);
        long start = System.currentTimeMillis() * 1_000;
        world = new World(new WorldOptions(1, start, 0, Duration.ofSeconds(8), 0, true), publisher);
        publisher.begin(world);
        commands = new Commands(publisher, options, random.split(), Overseer.NONE, System::currentTimeMillis);
        trader = world.engine().admit("bench", 1_000_000_000_000_000L);
        server.start(0, this::accept);
    }

    @Override
    public String name() {
        return "stream";
    }

    private void accept(HttpServerRequest request) {
        request.toWebSocket().onSuccess(socket -> {
            Session session = audience.open(world.own(), LoopbackServer.channel(request.connection()));
            Feed feed = new Feed(session);
            socket.textMessageHandler(text -> {
                commands.arrived(session, text);
                commands.answer(session);
                feed.step();
            });
            socket.closeHandler(gone -> {
                feed.isOpen = false;
                audience.close(session);
            });
        });
    }

    private void trade(Session session) {
        Engine engine = world.engine();
        Market market = engine.markets().get(0);
        engine.advanceTo(System.currentTimeMillis() * 1_000);
        for (int i = 0; i < ORDERS_A_STEP && session.waiting() < WAITING; i++) {
            BookSide side = random.nextBoolean() ? BookSide.BID : BookSide.ASK;
            int price = 100 * (1 + random.nextInt(99));
            Order order = engine.place(NewOrder.limit(trader, market, side, crossFree(side, price), 100));
            resting.add(order);
            if (resting.size() > 1_000) {
                Order old = resting.set(random.nextInt(1_000), resting.remove(resting.size() - 1));
                if (old.isResting()) {
                    engine.cancel(old);
                }
            }
        }
    }

    /** An account does not trade with itself: bids stay below the middle, asks above. */
    private static int crossFree(BookSide side, int price) {
        return side == BookSide.BID ? 100 + price % 1_000 : 9_900 - price % 1_000;
    }

    @Override
    public double measure(int count) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write(handshake());
            DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 18));
            skipHandshake(in);
            socket.getOutputStream()
                    .write(masked(
                            "{\"id\":1,\"cmd\":\"subscribe\",\"params\":{\"channels\":[\"orderbook_delta\",\"trade\","
                                    + "\"ticker\"],\"market_tickers\":[\""
                                    + world.engine().markets().get(0).ticker() + "\"]}}"));
            skipFrames(in, FIRST);
            long begun = System.nanoTime();
            long bytes = skipFrames(in, TIMES * count);
            note = ", %d bytes each".formatted(bytes / TIMES / count);
            return TIMES * (double) count * 1e9 / (System.nanoTime() - begun);
        }
    }

    /** Returns how many bytes they had. */
    private static long skipFrames(DataInputStream in, int count) throws IOException {
        long bytes = 0;
        for (int i = 0; i < count; i++) {
            bytes += skipFrame(in);
        }
        return bytes;
    }

    @Override
    public String note() {
        return note;
    }

    @Override
    public void close() {
        server.close();
    }

    private static byte[] handshake() {
        return ("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static void skipHandshake(DataInputStream in) throws IOException {
        int ends = 0;
        while (ends < 4) {
            int next = in.read();
            ends = next == (ends % 2 == 0 ? '\r' : '\n') ? ends + 1 : 0;
        }
    }

    private static byte[] masked(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        byte[] frame = new byte[bytes.length + 8];
        frame[0] = (byte) 0x81;
        frame[1] = (byte) 0xFE;
        frame[2] = (byte) (bytes.length >> 8);
        frame[3] = (byte) bytes.length;
        System.arraycopy(bytes, 0, frame, 8, bytes.length);
        return frame;
    }

    private static int skipFrame(DataInputStream in) throws IOException {
        in.readByte();
        int length = in.readByte() & 0x7F;
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = (int) in.readLong();
        }
        in.skipNBytes(length);
        return length;
    }
}
