package caravan.discord;

/** What an endpoint does at Discord. */
public enum DiscordOperation {
    send;

    static DiscordOperation parse(String text) {
        for (DiscordOperation operation : values()) {
            if (operation.name().equals(text)) {
                return operation;
            }
        }
        throw new IllegalArgumentException("discord: expected the operation 'send', found '" + text + "'");
    }
}
