package caravan.discord;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where messages go: to a webhook, or as a bot to a channel.
 *
 * <p>The webhook's address and the bot's token are secrets; {@link #toString} shows neither.
 */
public final class DiscordTarget {
    private static final Pattern WEBHOOK_PATH = Pattern.compile("(.*)/webhooks/(\\d{1,20})/([\\w-]+)/?");
    private static final Pattern THREAD = Pattern.compile("(?:^|&)thread_id=(\\d{1,20})(?:&|$)");
    private static final Pattern CHANNEL = Pattern.compile("\\d{1,20}");
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]+");

    private final URI uri;
    private final String secret;
    private final boolean bot;
    private final String description;

    private DiscordTarget(URI uri, String secret, boolean bot, String description) {
        this.uri = uri;
        this.secret = secret;
        this.bot = bot;
        this.description = description;
    }

    /**
     * Chooses by the settings: the bot wins when both are complete.
     *
     * @param baseUrl Discord's own address with the version, without a slash at the end
     * @return null when nothing is set
     * @throws IllegalArgumentException if a setting is unreadable, or half of the bot's two is missing
     */
    public static @Nullable DiscordTarget of(
            String baseUrl, @Nullable String webhookUrl, @Nullable String botToken, @Nullable String channelId) {
        boolean token = isSet(botToken);
        boolean channel = isSet(channelId);
        if (token && channel) {
            return ofBot(baseUrl, botToken, channelId);
        }
        if (isSet(webhookUrl)) {
            return ofWebhook(baseUrl, webhookUrl);
        }
        if (token) {
            throw new IllegalArgumentException("discord.channel-id: expected the number of the channel that the bot"
                    + " writes to, found nothing. Copy it in Discord with developer mode on");
        }
        if (channel) {
            throw new IllegalArgumentException("discord.bot-token: expected the token of the bot that writes to"
                    + " discord.channel-id, found nothing. Set it, or set discord.webhook-url instead");
        }
        return null;
    }

    /**
     * Reads a webhook's address.
     *
     * <p>One at Discord's own hosts is sent to {@code baseUrl}: an address copied from Discord names no version, and what it
     * then gets is an outdated one.
     */
    static DiscordTarget ofWebhook(String baseUrl, String webhookUrl) {
        URI given = parse("discord.webhook-url", webhookUrl);
        Matcher path = WEBHOOK_PATH.matcher(given.getRawPath() == null ? "" : given.getRawPath());
        if (!path.matches()) {
            throw new IllegalArgumentException("discord.webhook-url: expected"
                    + " https://discord.com/api/webhooks/<id>/<token>, found an address of another form at "
                    + given.getHost() + ". Copy it anew from the channel's settings, Integrations, Webhooks");
        }
        String root = isDiscord(given.getHost())
                ? checkedBase(baseUrl)
                : given.getScheme() + "://" + given.getRawAuthority() + path.group(1);
        Matcher thread = THREAD.matcher(given.getRawQuery() == null ? "" : given.getRawQuery());
        URI uri = URI.create(root + "/webhooks/" + path.group(2) + "/" + path.group(3) + "?wait=true"
                + (thread.find() ? "&thread_id=" + thread.group(1) : ""));
        return new DiscordTarget(uri, path.group(3), false, "webhook " + path.group(2));
    }

    static DiscordTarget ofBot(String baseUrl, String botToken, String channelId) {
        String token = botToken.strip().replaceFirst("^Bot\\s+", "");
        if (!TOKEN.matcher(token).matches()) {
            throw new IllegalArgumentException("discord.bot-token: expected a token without spaces, found "
                    + token.length() + " characters with some that no token has. Copy it anew");
        }
        if (!CHANNEL.matcher(channelId.strip()).matches()) {
            throw new IllegalArgumentException(
                    "discord.channel-id: expected a number such as 1188573123456789012, found '" + channelId
                            + "'. Copy it in Discord with developer mode on");
        }
        URI uri = URI.create(checkedBase(baseUrl) + "/channels/" + channelId.strip() + "/messages");
        return new DiscordTarget(uri, token, true, "bot in channel " + channelId.strip());
    }

    URI uri() {
        return uri;
    }

    /** What can be read to see whether the target is there: the webhook; or the bot, then its channel. */
    List<URI> readable() {
        String address = uri.toString();
        if (!bot) {
            return List.of(URI.create(address.substring(0, address.indexOf('?'))));
        }
        String channel = address.substring(0, address.lastIndexOf('/'));
        String base = channel.substring(0, channel.indexOf("/channels/"));
        return List.of(URI.create(base + "/users/@me"), URI.create(channel));
    }

    /** What the Authorization header says; null where the address itself is the key. */
    @Nullable
    String authorization() {
        return bot ? "Bot " + secret : null;
    }

    /** Whether a message that is sent again within some minutes is recognised; Discord does that for bots only. */
    public boolean deduplicates() {
        return bot;
    }

    /** Makes a text that came back from outside a line that may be shown: without the secret, and not too long. */
    String oneLine(String text) {
        String line = text.replace(secret, "***").replaceAll("\\p{Cntrl}+", " ");
        return line.length() <= 900 ? line : line.substring(0, 900) + "…";
    }

    /** Where it is, without what is secret, for example {@code webhook 1188573123456789012}. */
    @Override
    public String toString() {
        return description;
    }

    private static URI parse(String name, String text) {
        try {
            URI uri = new URI(text.strip());
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            if ((scheme.equals("https") || scheme.equals("http")) && uri.getHost() != null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // Its text would show the address, which is a secret: the message below has to do.
        }
        throw new IllegalArgumentException(name + ": expected an address that begins with https://, found "
                + text.length() + " characters that are" + " none. Copy it anew");
    }

    private static String checkedBase(String baseUrl) {
        return parse("discord.base-url", baseUrl).toString().replaceFirst("/+$", "");
    }

    private static boolean isDiscord(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.equals("discord.com")
                || name.endsWith(".discord.com")
                || name.equals("discordapp.com")
                || name.endsWith(".discordapp.com");
    }

    private static boolean isSet(@Nullable String setting) {
        return setting != null && !setting.isBlank();
    }
}
