package caravan.sandbox.discord;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who may do what. A webhook is trusted by its token alone, a bot by its token and its permissions. */
final class Access {
    private final DiscordOptions options;
    private final Messages messages;
    private final Set<Permission> permissions =
            EnumSet.complementOf(EnumSet.of(Permission.MANAGE_MESSAGES, Permission.CREATE_PRIVATE_THREADS));

    Access(DiscordOptions options, Messages messages) {
        this.options = options;
        this.messages = messages;
    }

    void set(Permission permission, boolean granted) {
        if (granted) {
            permissions.add(permission);
        } else {
            permissions.remove(permission);
        }
    }

    boolean has(Permission permission) {
        return permissions.contains(permission);
    }

    /** Refuses a client that does not say who it is, as the network in front of Discord does. */
    static @Nullable Reply agentRefusal(Call call) {
        String agent = call.userAgent();
        return agent == null || !agent.startsWith("DiscordBot (")
                ? Reply.error(403, 40333, "internal network error")
                : null;
    }

    /** Whether a call has the bot's token. */
    boolean isBot(Call call) {
        return ("Bot " + options.botToken()).equals(call.authorization());
    }

    /** Why a call may not be carried out; null if it may. */
    @Nullable
    Reply refusal(Operation operation, Call call) {
        if (operation.isWebhook()) {
            return webhookRefusal(call);
        }
        if (!isBot(call)) {
            return Reply.error(401, 0, "401: Unauthorized");
        }
        if (!operation.isChannel()) {
            return null;
        }
        if (!Messages.isSnowflake(call.part(1))) {
            return Reply.notSnowflake("channel_id", call.part(1));
        }
        if (!messages.isChannel(call.part(1))) {
            return Reply.error(404, 10003, "Unknown Channel");
        }
        if (!has(Permission.VIEW_CHANNEL)) {
            return Reply.error(403, 50001, "Missing Access");
        }
        return has(needed(operation, call.part(1))) ? null : missing();
    }

    private @Nullable Reply webhookRefusal(Call call) {
        if (!Messages.isSnowflake(call.part(1))) {
            return Reply.notSnowflake("webhook_id", call.part(1));
        }
        if (!call.part(1).equals(options.webhookId())) {
            return Reply.error(404, 10015, "Unknown Webhook");
        }
        if (!call.part(2).equals(options.webhookToken())) {
            return Reply.error(401, 50027, "Invalid Webhook Token");
        }
        String thread = call.parameters().get("thread_id");
        boolean known = thread == null || messages.isThread(thread);
        return known ? null : Reply.error(404, 10003, "Unknown Channel");
    }

    private Permission needed(Operation operation, String channel) {
        return switch (operation) {
            case CREATE -> messages.isThread(channel) ? Permission.SEND_MESSAGES_IN_THREADS : Permission.SEND_MESSAGES;
            case READ -> Permission.READ_MESSAGE_HISTORY;
            // What a thread needs depends on what its body says; Api asks for it.
            default -> Permission.VIEW_CHANNEL;
        };
    }

    static Reply missing() {
        return Reply.error(403, 50013, "Missing Permissions");
    }
}
