package caravan.sandbox.exchange.stream;

import caravan.sandbox.server.LoopbackServer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The way to one client.
 *
 * <p>Frames are gathered and handed to the socket many at a time: a system call for each would cost more than
 * everything else. Where the client agreed on compression, each frame goes through the compressor instead. Used from
 * the event loop only.
 */
final class Line {
    private static final int BATCH = 64 * 1024;
    private static final int LARGEST_HEADER = 10;
    private static final int FINAL_TEXT = 0x81;
    private static final int CHUNK = 1 << 20;

    private final Channel channel;
    private final boolean compressed;
    private final Runnable written;
    private @Nullable ByteBuf batch;

    /** @param written called when the socket took frames, and may take more */
    Line(Channel channel, Runnable written) {
        this.channel = channel;
        this.written = written;
        this.compressed = isCompressed(channel);
    }

    boolean takesMore() {
        return channel.isWritable();
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    /** Does something soon, when the event loop is through with what it does now. */
    void later(Runnable action) {
        channel.eventLoop().execute(action);
    }

    /** Takes a text frame; {@link #flush} sends it. */
    void write(byte[] text) {
        if (compressed) {
            hand(new TextWebSocketFrame(Unpooled.wrappedBuffer(text)));
            return;
        }
        ByteBuf into = batch;
        if (into != null && into.writableBytes() < text.length + LARGEST_HEADER) {
            pass();
            into = null;
        }
        if (into == null) {
            into = channel.alloc().directBuffer(Math.max(BATCH, text.length + LARGEST_HEADER));
            batch = into;
        }
        header(into, text.length);
        into.writeBytes(text);
    }

    void flush() {
        pass();
        channel.flush();
    }

    /** Sends a text frame of so many mebibytes, which never is in memory as a whole. */
    void writeHuge(int mebibytes) {
        pass();
        byte[] blank = new byte[CHUNK];
        Arrays.fill(blank, (byte) 'x');
        byte[] start = "{\"type\":\"oversize\",\"msg\":{\"padding\":\"".getBytes(StandardCharsets.US_ASCII);
        byte[] end = "\"}}\n".getBytes(StandardCharsets.US_ASCII);
        hand(new TextWebSocketFrame(false, 0, Unpooled.wrappedBuffer(start)));
        for (int i = 0; i < mebibytes; i++) {
            hand(new ContinuationWebSocketFrame(false, 0, Unpooled.wrappedBuffer(blank)));
        }
        hand(new ContinuationWebSocketFrame(true, 0, Unpooled.wrappedBuffer(end)));
        channel.flush();
    }

    void ping() {
        pass();
        hand(new PingWebSocketFrame(Unpooled.copiedBuffer("heartbeat", StandardCharsets.US_ASCII)));
        channel.flush();
    }

    /** What fails here fails because the client is gone, and that is told elsewhere. */
    private void hand(Object message) {
        channel.write(message).addListener(done -> written.run());
    }

    /** Reads nothing from the client, so that not even its pings are answered; or ends that. */
    void read(boolean on) {
        channel.config().setAutoRead(on);
    }

    /** Ends the connection without a word, as a broken line does. */
    void cut() {
        LoopbackServer.reset(channel);
    }

    private void pass() {
        ByteBuf full = batch;
        if (full != null) {
            batch = null;
            hand(full);
        }
    }

    /** The head of an unmasked, final text frame. */
    private static void header(ByteBuf into, int length) {
        into.writeByte(FINAL_TEXT);
        if (length < 126) {
            into.writeByte(length);
        } else if (length < 1 << 16) {
            into.writeByte(126).writeShort(length);
        } else {
            into.writeByte(127).writeLong(length);
        }
    }

    private static boolean isCompressed(Channel channel) {
        for (Map.Entry<String, ChannelHandler> handler : channel.pipeline()) {
            if (handler.getValue() instanceof WebSocketExtensionEncoder) {
                return true;
            }
        }
        return false;
    }
}
