package caravan.discord;

import caravan.model.Card;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
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
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(100);
    private static final Duration WAIT_WHEN_NOT_TOLD = Duration.ofSeconds(5);
    private static final Duration WAIT_WHEN_BLOCKED = Duration.ofSeconds(60);
    private static final int INVALID_FORM = 50035;
    /** The message that a repeat is recognised as does not exist any more. */
    private static final int UNKNOWN_MESSAGE = 10008;
    /** Codes about one message, such as a text that a server's own filters do not let pass; not about the sender. */
    private static final Set<Integer> ABOUT_THE_MESSAGE = Set.of(UNKNOWN_MESSAGE, 20009, 200000, 200001, 240000);

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
        return outcome(target, route, response);
    }

    /** Why sending to a target has stopped; null while it has not. */
    public @Nullable String haltedReason() {
        return halts.values().stream().findFirst().map(Throwable::getMessage).orElse(null);
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
                : unknown(target, "no answer came (" + reason + ")");
    }

    private SentMessage outcome(DiscordTarget target, String route, HttpResponse<String> response) {
        int status = response.statusCode();
        JsonNode answer = MessageJson.read(response.body());
        if (status == 200 || status == 201) {
            if (answer != null && answer.path("id").isTextual()) {
                return new SentMessage(
                        answer.path("channel_id").asText(), answer.path("id").asText());
            }
            throw unknown(target, "the answer " + status + " held no message");
        }
        if (status == 429) {
            throw rateLimited(route, response, answer);
        }
        if (status >= 300 && status < 500 && status != 408) {
            throw refused(target, route, status, answer);
        }
        throw unknown(target, "the answer was " + status);
    }

    private DiscordException rateLimited(String route, HttpResponse<String> response, @Nullable JsonNode answer) {
        boolean blocked = response.headers().firstValue("Via").isEmpty();
        boolean global = blocked
                || response.headers().firstValue("X-RateLimit-Global").isPresent()
                || (answer != null && answer.path("global").asBoolean());
        Optional<Duration> header = RateLimits.seconds(response.headers(), "Retry-After");
        Optional<Duration> body = Optional.ofNullable(answer)
                .map(node -> node.get("retry_after"))
                .filter(JsonNode::isNumber)
                .map(node -> RateLimits.duration(node.doubleValue()));
        Duration wait = longer(header, body).orElse(blocked ? WAIT_WHEN_BLOCKED : WAIT_WHEN_NOT_TOLD);
        if (wait.compareTo(SHORTEST_WAIT) < 0) {
            wait = SHORTEST_WAIT;
        }
        limits.pause(route, wait, global, clock.instant());
        return new DiscordException.RateLimited(wait, global);
    }

    private DiscordException refused(DiscordTarget target, String route, int status, @Nullable JsonNode answer) {
        int code = answer == null ? 0 : answer.path("code").asInt();
        if (status >= 400 && !isDiscords(answer)) {
            return new DiscordException.Intercepted(status);
        }
        if (status == 404 && code == UNKNOWN_MESSAGE && target.deduplicates()) {
            return new DiscordException.Deleted();
        }
        boolean wrongAddress = status < 400;
        boolean halted = wrongAddress
                || ((status == 401 || status == 403 || status == 404) && !ABOUT_THE_MESSAGE.contains(code));
        StringBuilder message = new StringBuilder("Discord refuses the message: ").append(status);
        if (answer != null) {
            message.append(", code ")
                    .append(code)
                    .append(", ")
                    .append(answer.path("message").asText());
        }
        if (answer != null && code == INVALID_FORM) {
            message.append(" (").append(MessageJson.faults(answer)).append(')');
        }
        if (halted) {
            message.append(". ")
                    .append(advice(target, status))
                    .append(" and start again; nothing more is sent to the ");
            message.append(target).append(" until then");
        }
        DiscordException.Refused refused =
                new DiscordException.Refused(status, code, halted, oneLine(target, message.toString()));
        if (halted) {
            String key = status == 401 && target.authorization() != null ? target.authorization() : route;
            halts.put(key, refused);
        }
        return refused;
    }

    /** Whether it has the form of Discord's errors: each has a number and a text. */
    private static boolean isDiscords(@Nullable JsonNode answer) {
        return answer != null
                && answer.path("code").isIntegralNumber()
                && answer.path("message").isTextual();
    }

    private static String advice(DiscordTarget target, int status) {
        boolean bot = target.authorization() != null;
        return switch (status) {
            case 401 -> bot ? "Set discord.bot-token anew" : "Copy discord.webhook-url anew";
            case 403 ->
                bot
                        ? "Give the bot View Channel, Send Messages and Embed Links in that channel"
                        : "Make a new webhook, set discord.webhook-url";
            case 404 ->
                bot
                        ? "The channel is gone or hidden from the bot: set discord.channel-id"
                        : "The webhook is gone: make a new one, set discord.webhook-url";
            default -> "That address is not Discord's: check discord.base-url and discord.webhook-url";
        };
    }

    /** The body may have been handed over by then, but TLS encrypts nothing of it before both sides agree. */
    private static boolean failedHandshake(Throwable e) {
        return e instanceof SSLHandshakeException || e instanceof SSLPeerUnverifiedException;
    }

    private static DiscordException unknown(DiscordTarget target, String found) {
        return new DiscordException.OutcomeUnknown(
                "It is not known whether Discord stored the message: " + found, target.deduplicates());
    }

    private static Optional<Duration> longer(Optional<Duration> one, Optional<Duration> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.or(() -> other);
        }
        return one.get().compareTo(other.get()) >= 0 ? one : other;
    }

    private static String shortly(DiscordTarget target, Throwable e) {
        String text = e.getMessage();
        return oneLine(target, e.getClass().getSimpleName() + (text == null ? "" : ": " + text));
    }

    private static String oneLine(DiscordTarget target, String text) {
        String line = target.redacted(text).replaceAll("\\p{Cntrl}+", " ");
        return line.length() <= 900 ? line : line.substring(0, 900) + "…";
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

    /** A body that can be withdrawn until it is asked for: before that, nothing that Discord could act on has left. */
    private static final class WatchedBody implements BodyPublisher {
        private enum State {
            READY,
            BEGUN,
            WITHDRAWN
        }

        private final BodyPublisher text;
        private final AtomicReference<State> state = new AtomicReference<>(State.READY);

        WatchedBody(String json) {
            this.text = BodyPublishers.ofString(json);
        }

        /** Sees to it that the body never leaves; false when it is too late for that. */
        boolean withdraw() {
            return state.compareAndSet(State.READY, State.WITHDRAWN);
        }

        @Override
        public long contentLength() {
            return text.contentLength();
        }

        @Override
        public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
            if (state.compareAndSet(State.READY, State.BEGUN) || state.get() == State.BEGUN) {
                text.subscribe(subscriber);
            } else {
                subscriber.onSubscribe(new Flow.Subscription() {
                    @Override
                    public void request(long number) {
                        subscriber.onError(new IOException("the message was withdrawn before it was sent"));
                    }

                    @Override
                    public void cancel() {
                        // Nothing is under way.
                    }
                });
            }
        }
    }
}
