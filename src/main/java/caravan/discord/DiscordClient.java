package caravan.discord;

import caravan.model.Card;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * Sends messages over Discord's HTTP interface, each at most once a call, and tells every outcome apart.
 *
 * <p>A target that refuses the key or is gone is not asked again in the life of this object: Discord blocks senders that go
 * on. Safe for use by many threads.
 */
public final class DiscordClient {
    /** Discord's form; others may be blocked before they reach it. */
    static final String USER_AGENT = "DiscordBot (https://github.com/caravan, 1.0.0)";

    private static final Duration LONGEST_IDLE = Duration.ofSeconds(55);
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(5);

    private final Duration requestTimeout;
    private final InstantSource clock;
    private final RateLimits limits = new RateLimits();
    private final Map<String, DiscordException.Refused> halts = new ConcurrentHashMap<>();
    private HttpClient http;
    private Instant lastUse;

    /**
     * Makes a client with its own memory of limits and refusals.
     *
     * @param requestTimeout how long one request may take, from its connection to the last byte of the answer
     */
    public DiscordClient(Duration requestTimeout, InstantSource clock) {
        this.requestTimeout = requestTimeout;
        this.clock = clock;
        this.http = newHttp();
        this.lastUse = clock.instant();
    }

    /**
     * Sends one message and waits until Discord has stored it.
     *
     * @throws DiscordException if it was not stored, or may not have been
     */
    public SentMessage send(DiscordTarget target, Card card) {
        String route = "POST " + target.uri();
        refuseWhenHalted(target, route);
        limits.check(route, clock.instant());
        WatchedBody body = new WatchedBody(MessageJson.write(card, target.deduplicates()));
        HttpRequest.Builder request = HttpRequest.newBuilder(target.uri())
                .header("User-Agent", USER_AGENT)
                .header("Content-Type", "application/json")
                .POST(body);
        if (target.authorization() != null) {
            request.header("Authorization", target.authorization());
        }
        HttpResponse<String> response = exchange(target, request.build(), body);
        limits.learn(route, response.headers(), clock.instant());
        try {
            return DiscordAnswers.outcome(target, response);
        } catch (DiscordException.RateLimited e) {
            limits.pause(route, e.retryAfter(), e.global(), clock.instant());
            throw e;
        } catch (DiscordException.Refused e) {
            if (e.halted()) {
                halts.put(haltedKey(target, route, e.status()), e);
            }
            throw e;
        }
    }

    /** Why sending to a target has stopped; null while it has not. */
    public @Nullable String haltedReason() {
        return halts.values().stream().findFirst().map(Throwable::getMessage).orElse(null);
    }

    /** What is not asked again: a token that is refused stands for all its channels. */
    private static String haltedKey(DiscordTarget target, String route, int status) {
        return status == 401 && target.authorization() != null ? target.authorization() : route;
    }

    private void refuseWhenHalted(DiscordTarget target, String route) {
        DiscordException.Refused first = halts.get(route);
        if (first == null && target.authorization() != null) {
            first = halts.get(target.authorization());
        }
        if (first != null) {
            // A new one: an exception that is thrown twice collects the stack traces of both.
            throw new DiscordException.Refused(first.status(), first.code(), true, String.valueOf(first.getMessage()));
        }
    }

    /** One deadline for all of it: the HTTP client's own ends when the headers are there, and a body may never come. */
    private HttpResponse<String> exchange(DiscordTarget target, HttpRequest request, WatchedBody body) {
        CompletableFuture<HttpResponse<String>> answer = connected().sendAsync(request, BodyHandlers.ofString());
        try {
            return answer.get(requestTimeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            throw lost(target, request, body.withdraw() || failedHandshake(cause), shortly(target, cause));
        } catch (TimeoutException e) {
            boolean withdrawn = body.withdraw();
            answer.cancel(true);
            throw lost(target, request, withdrawn, "no whole answer within " + requestTimeout.toMillis() + " ms");
        } catch (InterruptedException e) {
            boolean withdrawn = body.withdraw();
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw lost(target, request, withdrawn, "the wait was interrupted");
        }
    }

    private static DiscordException lost(
            DiscordTarget target, HttpRequest request, boolean nothingLeft, String reason) {
        return nothingLeft
                ? new DiscordException.NotSent("Discord was not reached at "
                        + request.uri().getHost() + " (" + reason + "): nothing was sent, it is tried again")
                : DiscordAnswers.unknown(target, "no answer came (" + reason + ")");
    }

    /** The body may have been handed over by then, but TLS encrypts nothing of it before both sides agree. */
    private static boolean failedHandshake(Throwable e) {
        return e instanceof SSLHandshakeException || e instanceof SSLPeerUnverifiedException;
    }

    private static String shortly(DiscordTarget target, Throwable e) {
        String text = e.getMessage();
        return target.oneLine(e.getClass().getSimpleName() + (text == null ? "" : ": " + text));
    }

    /**
     * The HTTP client, with fresh connections after a long silence.
     *
     * <p>A connection that somebody on the way forgot takes the request and gives no answer, and then nobody knows whether
     * the message arrived.
     */
    private synchronized HttpClient connected() {
        Instant now = clock.instant();
        if (Duration.between(lastUse, now).compareTo(LONGEST_IDLE) > 0) {
            http = newHttp();
        }
        lastUse = now;
        return http;
    }

    private HttpClient newHttp() {
        Duration connect = requestTimeout.dividedBy(2);
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connect.compareTo(LONGEST_CONNECT) < 0 ? connect : LONGEST_CONNECT)
                .build();
    }
}
