package caravan.discord;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.util.URISupport;
import org.jspecify.annotations.Nullable;

/** Sends messages to Discord. All endpoints share what Discord said about rate limits and refusals. */
@Component("discord")
public class DiscordComponent extends DefaultComponent {
    @Metadata(
            label = "common",
            defaultValue = "https://discord.com/api/v10",
            description = "Discord's own address. Another one is for tests")
    private String baseUrl = "https://discord.com/api/v10";

    @Metadata(
            label = "security",
            secret = true,
            description = "The webhook that messages go to, as copied from the channel's settings")
    private @Nullable String webhookUrl;

    @Metadata(
            label = "security",
            secret = true,
            description = "The token of a bot. With a channel it wins over the webhook")
    private @Nullable String botToken;

    @Metadata(label = "common", description = "The channel that the bot writes to")
    private @Nullable String channelId;

    @Metadata(
            label = "common",
            defaultValue = "10s",
            javaType = "java.time.Duration",
            description = "How long one request may take")
    private long requestTimeout = 10_000;

    @Metadata(label = "advanced", autowired = true, description = "Tells the time")
    private @Nullable InstantSource clock;

    private @Nullable DiscordClient client;

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        // Camel masks the options that its own components call secret; these two are ours.
        URISupport.addSanitizeKeywords("webhookUrl");
        URISupport.addSanitizeKeywords("botToken");
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        DiscordEndpoint endpoint = new DiscordEndpoint(uri, this, DiscordOperation.parse(remaining));
        setProperties(endpoint, parameters);
        return endpoint;
    }

    /** The one client of all endpoints. */
    synchronized DiscordClient client() {
        if (client == null) {
            client = new DiscordClient(
                    Duration.ofMillis(requestTimeout), clock == null ? InstantSource.system() : clock);
        }
        return client;
    }

    /**
     * What a health check can say about sending.
     *
     * @param configured whether a message has a place to go
     * @param haltedReason why nothing more is sent until a restart; null while messages are sent
     */
    public record Status(boolean configured, @Nullable String haltedReason) {}

    public Status status() {
        return new Status(DiscordTarget.of(baseUrl, webhookUrl, botToken, channelId) != null, client().haltedReason());
    }

    public String getBaseUrl() {
        return baseUrl;
    }

    public void setBaseUrl(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    public @Nullable String getWebhookUrl() {
        return webhookUrl;
    }

    public void setWebhookUrl(@Nullable String webhookUrl) {
        this.webhookUrl = webhookUrl;
    }

    public @Nullable String getBotToken() {
        return botToken;
    }

    public void setBotToken(@Nullable String botToken) {
        this.botToken = botToken;
    }

    public @Nullable String getChannelId() {
        return channelId;
    }

    public void setChannelId(@Nullable String channelId) {
        this.channelId = channelId;
    }

    public long getRequestTimeout() {
        return requestTimeout;
    }

    public void setRequestTimeout(long requestTimeout) {
        this.requestTimeout = requestTimeout;
    }

    public @Nullable InstantSource getClock() {
        return clock;
    }

    public void setClock(@Nullable InstantSource clock) {
        this.clock = clock;
    }
}
