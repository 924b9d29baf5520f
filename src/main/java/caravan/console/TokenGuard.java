package caravan.console;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** Lets a request pass only when it knows the token. The pages that describe the API tell nothing, and are open. */
final class TokenGuard implements Handler<RoutingContext> {
    private static final String SCHEME = "Bearer ";

    private final byte @Nullable [] token;

    /** @param token null where none is needed */
    TokenGuard(@Nullable String token) {
        this.token = token == null ? null : token.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void handle(RoutingContext context) {
        if (token == null || ApiPages.isOpen(context.request().path()) || knows(context)) {
            context.next();
            return;
        }
        context.response().putHeader("WWW-Authenticate", "Bearer");
        ApiErrors.send(
                context,
                401,
                "expected the header 'Authorization: Bearer TOKEN' with the token in the file console-token of the data"
                        + " folder, found "
                        + (context.request().getHeader("Authorization") == null ? "none" : "another"));
    }

    private boolean knows(RoutingContext context) {
        String header = context.request().getHeader("Authorization");
        return header != null
                && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && MessageDigest.isEqual(
                        header.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8), token);
    }
}
