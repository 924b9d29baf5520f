package caravan.discord;

import java.io.Serial;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why a message was not sent, or may not have been. The kinds differ in what a sender may do next.
 *
 * <p>No text in here holds a token or a webhook's address.
 */
public abstract sealed class DiscordException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private DiscordException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Nothing says where messages go to. */
    public static final class NotConfigured extends DiscordException {
        @Serial
        private static final long serialVersionUID = 1;

        NotConfigured() {
            super(
                    "Discord is not configured: expected discord.webhook-url, or discord.bot-token and"
                            + " discord.channel-id, found neither",
                    null);
        }
    }

    /** Discord asks to wait. The message was not stored. */
    public static final class RateLimited extends DiscordException {
        @Serial
        private static final long serialVersionUID = 1;

        private final Duration retryAfter;
        private final boolean global;

        RateLimited(Duration retryAfter, boolean global) {
            super(
                    "Discord asks to wait " + retryAfter.toMillis() + " ms before the next message"
                            + (global ? ", on every route" : ""),
                    null);
            this.retryAfter = retryAfter;
            this.global = global;
        }

        /** How long nothing may be sent. */
        public Duration retryAfter() {
            return retryAfter;
        }

        /** Whether every request is meant, not this route's alone. */
        public boolean global() {
            return global;
        }
    }

    /** Discord refuses this message for good. It was not stored, and the same again would be refused again. */
    public static final class Refused extends DiscordException {
        @Serial
        private static final long serialVersionUID = 1;

        private final int status;
        private final int code;
        private final boolean halted;

        Refused(int status, int code, boolean halted, String message) {
            super(message, null);
            this.status = status;
            this.code = code;
            this.halted = halted;
        }

        /** The HTTP status. */
        public int status() {
            return status;
        }

        /** Discord's own number for the reason, for example 50035 for an invalid form; 0 when it gave none. */
        public int code() {
            return code;
        }

        /** Whether the fault is the address or the key, so that every message would be refused until they are mended. */
        public boolean halted() {
            return halted;
        }
    }

    /** An earlier attempt had arrived, and somebody deleted the message since: it was told, and is not told again. */
    public static final class Deleted extends DiscordException {
        @Serial
        private static final long serialVersionUID = 1;

        Deleted() {
            super(
                    "An earlier attempt had arrived at Discord, and somebody deleted the message since (404, code 10008):"
                            + " it is not sent again",
                    null);
        }
    }

    /** Discord was not reached. The message was surely not stored. */
    public static final class NotSent extends DiscordException {
        @Serial
        private static final long serialVersionUID = 1;

        NotSent(String message) {
            super(message, null);
        }
    }

    /** Something on the way refused the message, for example a proxy. Discord did not see it, and it may pass later. */
    public static final class Intercepted extends DiscordException {
        @Serial
        private static final long serialVersionUID = 1;

        Intercepted(int status) {
            super(
                    "Expected an answer by Discord, found " + status + " without Discord's reason, as from a proxy or a"
                            + " filter on the way: the message did not get through, it is tried again",
                    null);
        }
    }

    /** The request left, and no answer says what became of it. The message may have been stored. */
    public static final class OutcomeUnknown extends DiscordException {
        @Serial
        private static final long serialVersionUID = 1;

        private final boolean deduplicated;

        OutcomeUnknown(String message, boolean deduplicated) {
            super(message, null);
            this.deduplicated = deduplicated;
        }

        /** Whether Discord recognises the same message again for some minutes, so that sending it again is safe. */
        public boolean deduplicated() {
            return deduplicated;
        }
    }
}
