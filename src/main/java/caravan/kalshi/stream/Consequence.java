package caravan.kalshi.stream;

/** What a refusal of a command means for what it was about. */
enum Consequence {
    /** The channel cannot be had in this session. */
    CHANNEL_REFUSED,
    /** Some markets cannot be had in this session. */
    MARKETS_REFUSED,
    /** The command is made again, or another in its place. */
    TRIED_OTHERWISE,
    /** The command is left. */
    LEFT,
    /** The subscription is dead, or the exchange is busy: it is tried again after a wait. */
    TRIED_LATER
}
