package caravan.discord;

import java.net.URISyntaxException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Endpoint;
import org.apache.camel.ExtendedCamelContext;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.util.URISupport;
import org.jspecify.annotations.Nullable;

/** Sends messages to Discord. All endpoints share what Discord said about rate limits and refusals. */
@Component("discord")
public class DiscordComponent extends DefaultComponent {
    private static final String WEBHOOK = "webhookUrl";
    /** Options that hold secrets: Camel would print them when it starts. */
    private static final String SECRETS = "webhookurl,bottoken";

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

    private BeforeSend beforeSend = (exchange, deduplicates) -> {};

    private @Nullable DiscordClient client;

    @Override
    protected void doBuild() throws Exception {
        super.doBuild();
        ExtendedCamelContext camel = getCamelContext().getCamelContextExtension();
        String known = camel.getAdditionalSensitiveKeywords();
        camel.setAdditionalSensitiveKeywords(known == null ? SECRETS : known + "," + SECRETS);
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        // Camel masks what its own components call secret. It knows one further word at a time: names with "token" are
        // masked anyway, and the endpoint's own address is masked below.
        URISupport.addSanitizeKeywords(WEBHOOK);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        DiscordOperation operation = DiscordOperation.parse(remaining);
        DiscordEndpoint endpoint = new DiscordEndpoint(shown(uri, parameters), this, operation);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    /** The address as logs, JMX and Hawtio see it: it tells webhooks apart, and lets nobody write to them. */
    private String shown(String uri, Map<String, Object> parameters) throws URISyntaxException {
        Object webhook = parameters.get(WEBHOOK);
        if (webhook == null || webhook.toString().isBlank()) {
            return uri;
        }
        Map<String, Object> masked = new TreeMap<>(parameters);
        masked.put(WEBHOOK, DiscordTarget.ofWebhook(baseUrl, webhook.toString()).toString());
        return "discord://" + DiscordOperation.send + "?" + URISupport.createQueryString(masked);
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
        try {
            boolean configured = DiscordTarget.of(baseUrl, webhookUrl, botToken, channelId) != null;
            return new Status(configured, client().haltedReason());
        } catch (IllegalArgumentException e) {
            return new Status(false, e.getMessage());
        }
    }

    /** Lets somebody note what is about to be sent. */
    public void setBeforeSend(BeforeSend beforeSend) {
        this.beforeSend = beforeSend;
    }

    BeforeSend beforeSend() {
        return beforeSend;
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
