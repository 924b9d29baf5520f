package caravan.kalshi.auth;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Why the exchange does not take us for who we say we are, and what a person can do about it. REST and the stream's
 * handshake are refused in the same words.
 */
public enum Refusal {
    /** May be set right at any time. */
    CLOCK("the time of the signature is refused. Set this machine's clock", false),
    KEY_ID(
            "the exchange does not know the key id. Check kalshi.api-key-id, and that the key was made in the environment"
                    + " that kalshi.environment names",
            true),
    SIGNATURE(
            "the signature is refused: the private key does not belong to the key id. Check kalshi.private-key-path (or"
                    + " kalshi.private-key-pem) against kalshi.api-key-id",
            true),
    /** Some gateway's page, as during maintenance: the exchange itself always gives a code. */
    GATEWAY(
            "without the exchange's own words, as its gateway gives during maintenance. If it lasts, check"
                    + " kalshi.api-key-id, the private key and kalshi.environment",
            false),
    UNEXPLAINED(
            "without a known reason. Check kalshi.api-key-id, the private key and kalshi.environment, and that the key"
                    + " still exists",
            true),
    /** Who we are is known, and does not do. */
    PERMISSION("the key is not allowed to do this. Check its permissions on the exchange's site", true);

    /** Less may be the age of the Date header; a signature that is off by more is refused. */
    private static final Duration PLAUSIBLE = Duration.ofSeconds(5);

    private final String advice;
    private final boolean lasting;

    Refusal(String advice, boolean lasting) {
        this.advice = advice;
        this.lasting = lasting;
    }

    /**
     * Reads a 401.
     *
     * @param code the exchange's word for the reason; empty when it gave none
     * @param details its second word; empty when it gave none
     * @param ahead by how much this machine's clock is ahead of the exchange's; null when that is not known
     */
    public static Refusal of(String code, String details, @Nullable Duration ahead) {
        String word = code.toLowerCase(Locale.ROOT);
        String second = details.toUpperCase(Locale.ROOT);
        if (word.contains("timestamp")) {
            return CLOCK;
        }
        if (second.equals("NOT_FOUND")) {
            return KEY_ID;
        }
        if (second.contains("SIGNATURE") || word.contains("signature")) {
            return SIGNATURE;
        }
        if (ahead != null && ahead.abs().compareTo(PLAUSIBLE) > 0) {
            return CLOCK;
        }
        return word.isEmpty() && second.isEmpty() ? GATEWAY : UNEXPLAINED;
    }

    /** One sentence or two, to stand after the status. */
    public String advice() {
        return advice;
    }

    /** Whether the settings have to change before another try can succeed. */
    public boolean isLasting() {
        return lasting;
    }
}
