package caravan.cli;

import java.net.URI;

/** What Discord's settings must be like before anything is sent there. */
final class DiscordRules {
    private DiscordRules() {}

    static void check(Settings settings) {
        settings.find("discord.webhook-url").ifPresent(DiscordRules::checkWebhook);
        settings.find("discord.base-url").ifPresent(url -> Address.parse("discord.base-url", url, "http", false));
        boolean bot = settings.find("discord.bot-token").isPresent();
        boolean channel = settings.find("discord.channel-id").isPresent();
        if (bot && !channel) {
            throw new BadInputException("discord.channel-id: expected the id of a channel because discord.bot-token is"
                    + " set, found nothing; copy it from the channel's menu in Discord");
        }
        if (channel && !settings.text("discord.channel-id").matches("\\d{1,20}")) {
            throw new BadInputException("discord.channel-id: expected up to 20 digits, found '%s'"
                    .formatted(settings.text("discord.channel-id")));
        }
        if (channel && !bot && settings.find("discord.webhook-url").isEmpty()) {
            throw new BadInputException("discord.bot-token: expected the token of a bot because discord.channel-id is"
                    + " set, found nothing; set it, or use discord.webhook-url alone");
        }
    }

    /** The address of a webhook is a secret: whoever has it can write to the channel. */
    private static void checkWebhook(String text) {
        URI uri = Address.parse("discord.webhook-url", text, "http", true);
        String path = uri.getPath() == null ? "" : uri.getPath();
        if (!path.matches("/api/(v\\d+/)?webhooks/\\d+/[A-Za-z0-9_-]+/?")) {
            throw new BadInputException("discord.webhook-url: expected https://discord.com/api/webhooks/ID/TOKEN,"
                    + " found an address with another path; copy it from the channel's integrations in Discord");
        }
    }
}
