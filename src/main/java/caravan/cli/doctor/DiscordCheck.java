package caravan.cli.doctor;

import caravan.discord.DiscordProbe;
import caravan.discord.DiscordTarget;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether Discord knows the webhook, or the bot and its channel. Sends no message.
 *
 * @param target null where none is set
 * @param otherwise where notifications go when none is set
 */
public record DiscordCheck(DiscordProbe probe, @Nullable DiscordTarget target, String otherwise) implements Check {
    private static final String SUBJECT = "discord";

    @Override
    public List<Finding> look() {
        if (target == null) {
            return List.of(Finding.open(SUBJECT, "not configured; notifications go to " + otherwise));
        }
        DiscordProbe.Result result = probe.look(target);
        return List.of(
                result.isThere()
                        ? Finding.well(SUBJECT, target + " (" + result.text() + ") is there")
                        : Finding.wrong(SUBJECT, target + ": " + result.text(), result.fix()));
    }
}
