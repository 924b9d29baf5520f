package caravan.cli;

import caravan.discord.DiscordClient;
import caravan.discord.DiscordException;
import caravan.discord.DiscordTarget;
import caravan.discord.SentMessage;
import caravan.model.Card;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Sends a test message to the user's own Discord; needs no account at the exchange and no database. */
@Command(name = "notify", description = "Messages to Discord.", mixinStandardHelpOptions = true)
public final class NotifyCommand {
    static final int SENT = 0;
    static final int NOT_SENT = 1;
    static final int NOT_CONFIGURED = 2;
    private static final int GREY = 0x95A5A6;

    private final Machine machine;

    @Spec
    private @Nullable CommandSpec spec;

    NotifyCommand(Machine machine) {
        this.machine = machine;
    }

    @Command(name = "test", description = "Sends one message, marked TEST, to the webhook or channel in the settings.")
    int test() {
        PrintWriter out = spec().commandLine().getOut();
        PrintWriter err = spec().commandLine().getErr();
        Settings settings = machine.settings();
        DiscordTarget target;
        try {
            target = DiscordTarget.of(
                    settings.text("discord.base-url"),
                    settings.text("discord.webhook-url"),
                    settings.text("discord.bot-token"),
                    settings.text("discord.channel-id"));
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            return NOT_CONFIGURED;
        }
        if (target == null) {
            err.println("Discord is not configured: expected discord.webhook-url (DISCORD_WEBHOOK_URL), or"
                    + " discord.bot-token and discord.channel-id (DISCORD_BOT_TOKEN, DISCORD_CHANNEL_ID), found neither."
                    + " Create a webhook in the channel's settings, Integrations, and set its address.");
            return NOT_CONFIGURED;
        }
        try {
            SentMessage sent = new DiscordClient(settings.duration("discord.request-timeout"), machine.clock())
                    .send(target, card(machine.clock().instant()));
            out.println("Sent by the " + target + ": message " + sent.messageId() + " in channel " + sent.channelId()
                    + ". Look for the card marked TEST.");
            return SENT;
        } catch (DiscordException e) {
            err.println("Not sent by the " + target + ". " + e.getMessage() + ". " + advice(e));
            return NOT_SENT;
        }
    }

    private static String advice(DiscordException failure) {
        if (failure instanceof DiscordException.RateLimited) {
            return "Wait that long and try again.";
        }
        if (failure instanceof DiscordException.NotSent || failure instanceof DiscordException.Intercepted) {
            return "Check the network, a proxy, and discord.base-url.";
        }
        if (failure instanceof DiscordException.OutcomeUnknown) {
            return "Look into the channel; if nothing is there, try again.";
        }
        return "Mend that and try again.";
    }

    private static Card card(Instant now) {
        return new Card(
                "TEST",
                null,
                "Notifications arrive here. This is no fill.",
                GREY,
                List.of(Card.Field.of("Time", now)),
                "Caravan · notify test",
                null,
                null,
                "test-" + Long.toString(now.toEpochMilli(), Character.MAX_RADIX));
    }

    private CommandSpec spec() {
        if (spec == null) {
            throw new IllegalStateException("the command runs only on the command line");
        }
        return spec;
    }
}
