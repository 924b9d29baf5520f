package caravan.discord;

/** The message as Discord stored it; both are Discord's snowflake ids. */
public record SentMessage(String channelId, String messageId) {}
