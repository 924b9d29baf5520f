package caravan.sandbox.exchange.stream;

/** Hears what the stream does, and may spoil it on purpose. Called on the event loop. */
public interface Overseer {
    /** What becomes of a frame. */
    enum Fate {
        DELIVERED,
        /** Its sequence number is used up all the same. */
        LOST,
        DOUBLED,
        /** It changes places with the next frame of the connection. */
        SWAPPED
    }

    /** What a frame of a subscription is. */
    enum Kind {
        /** What it is for, in a channel whose frames are counted. */
        COUNTED,
        /** What it is for, in another channel. */
        UNCOUNTED,
        /** The answer to a command. */
        REPLY
    }

    /** Does not interfere. */
    Overseer NONE = new Overseer() {};

    /**
     * A frame went to a client.
     *
     * @param connection the session's number
     * @param text with the line feed at its end
     */
    default void sent(int connection, String type, byte[] text) {}

    /** A client sent a command; {@code unknown} or {@code unreadable} where it is none. */
    default void asked(String command) {}

    /**
     * Decides about a frame of a subscription.
     *
     * @param swappable false when a frame waits already to change places with this one
     */
    default Fate fate(String type, Kind kind, boolean swappable) {
        return Fate.DELIVERED;
    }

    /** Decides about a fill before anybody is told: lost ones are on REST only, doubled ones come again later. */
    default Fate fateOfFill() {
        return Fate.DELIVERED;
    }

    /** A fill was told a second time. */
    default void fillRepeated() {}
}
