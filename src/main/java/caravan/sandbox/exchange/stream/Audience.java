package caravan.sandbox.exchange.stream;

import caravan.sandbox.engine.Account;
import caravan.sandbox.engine.Market;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The clients that listen to the stream, and who of them hears what. Used from the event loop only. */
public final class Audience {
    private final StreamOptions options;
    private final Overseer overseer;
    private final LongSupplier clock;
    private final List<FrameObserver> observers = new ArrayList<>();
    private final List<Session> sessions = new ArrayList<>();
    private Form form;
    private int lastSession;

    /**
     * Nobody yet.
     *
     * @param form how frames are written
     * @param clock milliseconds since 1970, for when frames are sent
     */
    public Audience(StreamOptions options, Form form, Overseer overseer, LongSupplier clock) {
        this.options = options;
        this.form = form;
        this.overseer = overseer;
        this.clock = clock;
        ServiceLoader.load(FrameObserver.class).forEach(observers::add);
    }

    /** Whether an account may have one more connection. */
    public boolean admits(Account account) {
        return sessions.stream().filter(session -> session.account() == account).count() < options.connections();
    }

    /** Admits a client. */
    public Session open(Account account, io.netty.channel.Channel channel) {
        Session session = new Session(++lastSession, account, channel, options, overseer, observers, clock);
        session.form(form);
        sessions.add(session);
        return session;
    }

    public void close(Session session) {
        sessions.remove(session);
    }

    /** A copy: sessions may end while it is read. */
    public List<Session> sessions() {
        return List.copyOf(sessions);
    }

    public Form form() {
        return form;
    }

    /** Writes in another form from the next frame on. */
    public void form(Form other) {
        form = other;
        sessions.forEach(session -> session.form(other));
    }

    /** Ends stalls, and lets go of swapped frames. */
    void endFaults() {
        for (Session session : sessions()) {
            session.release();
            session.stall(false);
        }
    }

    void releaseHeldTooLong() {
        for (int i = 0; i < sessions.size(); i++) {
            sessions.get(i).releaseHeldTooLong();
        }
    }

    /** How many listen; {@link #session} has each of them, without a copy. */
    int size() {
        return sessions.size();
    }

    Session session(int index) {
        return sessions.get(index);
    }

    /** Whether anybody wants what a channel says about an account and a market. */
    boolean wants(Channel channel, Account account, Market market) {
        for (int i = 0; i < sessions.size(); i++) {
            if (wanting(sessions.get(i), channel, account, market) != null) {
                return true;
            }
        }
        return false;
    }

    /** Writes a message when the first session wants it. */
    void tell(
            Channel channel, String type, @Nullable Account account, @Nullable Market market, Supplier<byte[]> source) {
        byte[] msg = null;
        for (int i = 0; i < sessions.size(); i++) {
            Session session = sessions.get(i);
            Subscription subscription = wanting(session, channel, account, market);
            if (subscription != null) {
                if (msg == null) {
                    msg = source.get();
                }
                session.send(type, subscription, msg);
            }
        }
    }

    /** The subscription of a session that something concerns; null where there is none. */
    private static @Nullable Subscription wanting(
            Session session, Channel channel, @Nullable Account account, @Nullable Market market) {
        Subscription subscription = session.subscription(channel);
        boolean concerned = subscription != null
                && (account == null || account == session.account())
                && (market == null || subscription.wants(market));
        return concerned ? subscription : null;
    }
}
