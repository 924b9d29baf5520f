package caravan.sandbox.exchange;

import caravan.sandbox.server.LoopbackServer;
import io.netty.channel.Channel;
import java.util.HashSet;
import java.util.Set;

/** The connections on which a client came; those that only use the switches are none. Used from the event loop only. */
final class Clients {
    private final Set<Channel> open = new HashSet<>();

    /** Counts a connection in until it closes; says whether it was not there before. */
    boolean add(Channel channel) {
        boolean isNew = open.add(channel);
        if (isNew) {
            channel.closeFuture().addListener(done -> open.remove(channel));
        }
        return isNew;
    }

    /** Resets all but one: whoever asks for it still gets the answer. */
    void cut(Channel spared) {
        Set.copyOf(open).stream().filter(client -> client != spared).forEach(LoopbackServer::reset);
    }
}
