package caravan.sandbox.discord;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can be asked of Discord here. */
enum Operation {
    WEBHOOK("GET", "webhooks/{id}/{token}"),
    EXECUTE("POST", "webhooks/{id}/{token}"),
    WEBHOOK_READ("GET", "webhooks/{id}/{token}/messages/{message}"),
    WEBHOOK_EDIT("PATCH", "webhooks/{id}/{token}/messages/{message}"),
    WEBHOOK_DELETE("DELETE", "webhooks/{id}/{token}/messages/{message}"),
    CHANNEL("GET", "channels/{id}"),
    LIST("GET", "channels/{id}/messages"),
    CREATE("POST", "channels/{id}/messages"),
    READ("GET", "channels/{id}/messages/{message}"),
    EDIT("PATCH", "channels/{id}/messages/{message}"),
    DELETE("DELETE", "channels/{id}/messages/{message}"),
    THREAD_ON_MESSAGE("POST", "channels/{id}/messages/{message}/threads"),
    THREAD("POST", "channels/{id}/threads"),
    ME("GET", "users/@me"),
    APPLICATION("GET", "applications/@me");

    private final String method;
    private final String template;

    Operation(String method, String template) {
        this.method = method;
        this.template = template;
    }

    /** The operation of a method on a path; null where there is none. */
    static @Nullable Operation of(String method, List<String> path) {
        for (Operation operation : values()) {
            if (operation.method.equals(method) && operation.fits(path)) {
                return operation;
            }
        }
        return null;
    }

    /** Whether a path takes another method. */
    static boolean isPath(List<String> path) {
        for (Operation operation : values()) {
            if (operation.fits(path)) {
                return true;
            }
        }
        return false;
    }

    private boolean fits(List<String> path) {
        List<String> parts = parts();
        if (path.size() != parts.size()) {
            return false;
        }
        for (int i = 0; i < path.size(); i++) {
            String part = parts.get(i);
            if (part.startsWith("{") ? path.get(i).isEmpty() : !part.equals(path.get(i))) {
                return false;
            }
        }
        return true;
    }

    private List<String> parts() {
        return List.of(template.split("/", -1));
    }

    boolean isWebhook() {
        return template.startsWith("webhooks/");
    }

    boolean isChannel() {
        return template.startsWith("channels/");
    }

    boolean isEdit() {
        return this == EDIT || this == WEBHOOK_EDIT;
    }

    /** The place of the message's id in the path; -1 where the operation is about no message. */
    int messageAt() {
        return parts().indexOf("{message}");
    }

    /**
     * What the name of the limit is made from.
     *
     * <p>Creating, editing and deleting are counted apart, and yet Discord gives their limits one name.
     */
    String family() {
        return parts().get(0) + (method.equals("GET") ? "/read" : "/write");
    }
}
