package caravan.discord;

import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * Sends messages to Discord over a webhook or a bot.
 *
 * <p>The body is a {@code Card} or a text, and becomes a {@code SentMessage}. Nothing in it is taken as formatting or as a
 * mention. Failures are kinds of {@code DiscordException}.
 */
@UriEndpoint(
        firstVersion = "1.0.0",
        scheme = "discord",
        title = "Discord",
        syntax = "discord:operation",
        producerOnly = true,
        category = Category.CHAT)
public class DiscordEndpoint extends DefaultEndpoint {
    @UriPath(description = "What to do at Discord")
    @Metadata(required = true)
    private final DiscordOperation operation;

    @UriParam(
            label = "security",
            secret = true,
            description = "Another webhook for the messages of this endpoint; wins over the component's bot")
    private @Nullable String webhookUrl;

    @UriParam(description = "Another channel for the messages of this endpoint, written to by the component's bot")
    private @Nullable String channelId;

    DiscordEndpoint(String uri, DiscordComponent component, DiscordOperation operation) {
        super(uri, component);
        this.operation = operation;
    }

    @Override
    public Producer createProducer() {
        DiscordComponent component = (DiscordComponent) getComponent();
        return new DiscordProducer(this, component.client(), component.beforeSend(), target(component));
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("discord: sends only; expected it in 'to', found it in 'from'");
    }

    private @Nullable DiscordTarget target(DiscordComponent component) {
        String base = component.getBaseUrl();
        if (webhookUrl != null && !webhookUrl.isBlank()) {
            return DiscordTarget.ofWebhook(base, webhookUrl);
        }
        boolean ownChannel = channelId != null && !channelId.isBlank();
        return ownChannel
                ? DiscordTarget.of(base, null, component.getBotToken(), channelId)
                : DiscordTarget.of(base, component.getWebhookUrl(), component.getBotToken(), component.getChannelId());
    }

    public DiscordOperation getOperation() {
        return operation;
    }

    public @Nullable String getWebhookUrl() {
        return webhookUrl;
    }

    public void setWebhookUrl(@Nullable String webhookUrl) {
        this.webhookUrl = webhookUrl;
    }

    public @Nullable String getChannelId() {
        return channelId;
    }

    public void setChannelId(@Nullable String channelId) {
        this.channelId = channelId;
    }
}
