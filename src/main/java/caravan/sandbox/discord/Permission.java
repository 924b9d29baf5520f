package caravan.sandbox.discord;

import java.util.Locale;

/** What a bot may be allowed to do in a channel. */
enum Permission {
    VIEW_CHANNEL,
    SEND_MESSAGES,
    EMBED_LINKS,
    ATTACH_FILES,
    READ_MESSAGE_HISTORY,
    CREATE_PUBLIC_THREADS,
    CREATE_PRIVATE_THREADS,
    SEND_MESSAGES_IN_THREADS,
    MANAGE_MESSAGES;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
