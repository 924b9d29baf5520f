package caravan.sandbox.discord;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;

/**
 * Who may send to the stand-in, and where.
 *
 * @param webhookId the webhook's snowflake
 * @param webhookToken its token; the stand-in's own, no secret of anybody
 * @param botToken what a bot authenticates with; as the webhook's, no secret
 * @param channelId where both send to
 * @param nonceWindow how long a repeated nonce finds the earlier message; Discord promises "a few minutes"
 */
public record DiscordOptions(
        String webhookId,
        String webhookToken,
        String botToken,
        String channelId,
        Duration nonceWindow,
        InstantSource clock) {
    static final String BOT_ID = "112233445566778899";

    /** The addresses that the sandbox prints; the same at every start, so that a client's settings stay right. */
    public static DiscordOptions of(InstantSource clock) {
        String bot = Base64.getUrlEncoder().withoutPadding().encodeToString(BOT_ID.getBytes(StandardCharsets.UTF_8));
        return new DiscordOptions(
                "123456789012345678",
                "sandbox-webhook-token-of-the-stand-in",
                bot + ".sandbox.stand-in-bot-token",
                "234567890123456789",
                Duration.ofMinutes(2),
                clock);
    }

    /** Names no token. */
    @Override
    public String toString() {
        return "DiscordOptions[webhook " + webhookId + ", channel " + channelId + "]";
    }
}
