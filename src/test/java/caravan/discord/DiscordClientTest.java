package caravan.discord;

import static caravan.discord.DiscordServer.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import caravan.model.Card;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiscordClientTest {
    private static final String VIA = "1.1 google";
    private static final Card CARD = new Card(
            "Order filled",
            "https://kalshi.com/markets/kxfed/kxfed-26dec",
            null,
            0x2ECC71,
            List.of(Card.Field.of("Side", "YES"), Card.Field.of("Time", Instant.ofEpochSecond(1_795_000_000))),
            "#7",
            null,
            null,
            "7-abc");

    private final TestClock clock = new TestClock();
    private final DiscordClient client = new DiscordClient(Duration.ofSeconds(2), clock);
    private DiscordServer server;
    private DiscordTarget webhook;
    private DiscordTarget bot;

    @BeforeEach
    void start() throws IOException {
        server = new DiscordServer();
        webhook = DiscordTarget.ofWebhook(server.baseUrl(), server.webhookUrl());
        bot = DiscordTarget.ofBot(server.baseUrl(), DiscordServer.BOT_TOKEN, DiscordServer.CHANNEL);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void webhookMessageSaysExactlyThis() {
        SentMessage sent = client.send(webhook, CARD);

        assertThat(sent).isEqualTo(new SentMessage(DiscordServer.CHANNEL, "1300000000000000000"));
        DiscordServer.Request request = server.requests.get(0);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path())
                .isEqualTo("/api/v10/webhooks/1199000000000000001/" + DiscordServer.WEBHOOK_TOKEN + "?wait=true");
        assertThat(request.header("User-agent")).matches("DiscordBot \\(https://\\S+, [0-9.]+\\)");
        assertThat(request.header("Content-type")).isEqualTo("application/json");
        assertThat(request.headers()).doesNotContainKey("Authorization");
        assertThat(request.body())
                .isEqualTo("{\"embeds\":[{\"title\":\"Order filled\","
                        + "\"url\":\"https://kalshi.com/markets/kxfed/kxfed-26dec\",\"color\":3066993,"
                        + "\"fields\":[{\"name\":\"Side\",\"value\":\"YES\",\"inline\":true},"
                        + "{\"name\":\"Time\",\"value\":\"<t:1795000000:f>\",\"inline\":true}],"
                        + "\"footer\":{\"text\":\"#7\"}}],\"allowed_mentions\":{\"parse\":[]}}");
    }

    @Test
    void botMessageCarriesItsKeyAndANonce() {
        client.send(bot, Card.ofText("hello", "7-abc"));

        DiscordServer.Request request = server.requests.get(0);
        assertThat(request.path()).isEqualTo("/api/v10/channels/" + DiscordServer.CHANNEL + "/messages");
        assertThat(request.header("Authorization")).isEqualTo("Bot " + DiscordServer.BOT_TOKEN);
        assertThat(request.body())
                .isEqualTo("{\"content\":\"hello\",\"allowed_mentions\":{\"parse\":[]},"
                        + "\"nonce\":\"7-abc\",\"enforce_nonce\":true}");
    }

    @ParameterizedTest
    @CsvSource({"3, 2.5, 3000", "1, 4.25, 4250", "'', 0.5, 500", "2, '', 2000", "x, NaN, 5000", "0, 0, 100"})
    void waitIsTheLongerOfHeaderAndBody(String header, String body, long millis) {
        server.next(answer(
                429,
                "{\"message\":\"slow\",\"retry_after\":" + (body.isEmpty() || body.equals("NaN") ? null : body)
                        + ",\"global\":false}",
                "Via",
                VIA,
                "Retry-After",
                header));

        DiscordException.RateLimited limited = failure(webhook, DiscordException.RateLimited.class);

        assertThat(limited.retryAfter()).isEqualTo(Duration.ofMillis(millis));
        assertThat(limited.global()).isFalse();
    }

    @Test
    void routeThatHasToWaitIsNotAskedAndOthersAre() {
        server.next(answer(429, "{\"retry_after\":1.0,\"global\":false}", "Via", VIA));
        failure(webhook, DiscordException.RateLimited.class);
        clock.pass(Duration.ofMillis(400));

        assertThat(failure(webhook, DiscordException.RateLimited.class).retryAfter())
                .isEqualTo(Duration.ofMillis(600));
        assertThat(server.requests).hasSize(1);
        client.send(bot, CARD);
        clock.pass(Duration.ofMillis(600));
        client.send(webhook, CARD);
        assertThat(server.requests).hasSize(3);
    }

    @Test
    void globalLimitStopsEveryRoute() {
        server.next(answer(429, "{\"retry_after\":1.0,\"global\":true}", "Via", VIA, "X-RateLimit-Global", "true"));
        failure(webhook, DiscordException.RateLimited.class);

        assertThat(failure(bot, DiscordException.RateLimited.class).global()).isTrue();
        assertThat(server.requests).hasSize(1);
    }

    @Test
    void blockByCloudflareStopsEveryRouteForAMinuteWhenItNamesNoTime() {
        server.next(answer(429, "<html>blocked</html>"));

        DiscordException.RateLimited limited = failure(webhook, DiscordException.RateLimited.class);

        assertThat(limited.global()).isTrue();
        assertThat(limited.retryAfter()).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void spentBucketIsRespectedWithoutARequest() {
        server.next((discord, exchange, message) -> answer(
                        200,
                        "{\"id\":\"1\",\"channel_id\":\"2\"}",
                        "X-RateLimit-Remaining",
                        "0",
                        "X-RateLimit-Reset-After",
                        "1.5")
                .react(discord, exchange, message));
        client.send(webhook, CARD);

        assertThat(failure(webhook, DiscordException.RateLimited.class).retryAfter())
                .isEqualTo(Duration.ofMillis(1500));
        clock.pass(Duration.ofMillis(1500));
        client.send(webhook, CARD);
        assertThat(server.requests).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504, 408})
    void serverFaultLeavesTheOutcomeUnknown(int status) {
        server.next(answer(status, "<html>bad gateway</html>"), answer(status, ""));

        assertThat(failure(webhook, DiscordException.OutcomeUnknown.class).deduplicated())
                .isFalse();
        assertThat(failure(bot, DiscordException.OutcomeUnknown.class).deduplicated())
                .isTrue();
    }

    @Test
    void lostAnswerLeavesTheOutcomeUnknownAndIsNotRepeatedByTheHttpClient() {
        server.next(
                DiscordServer.dropUnread(),
                DiscordServer.storeThenDrop(),
                DiscordServer.storeThenTruncate(),
                answer(200, "{\"id\":\"13"),
                answer(200, "<html>log in first</html>"),
                answer(204, ""));

        for (int request = 1; request <= 6; request++) {
            failure(webhook, DiscordException.OutcomeUnknown.class);
            assertThat(server.requests).hasSize(request);
        }
        assertThat(server.messages).hasSize(2);
    }

    @Test
    void silentServerLeavesTheOutcomeUnknown() {
        DiscordClient hasty = new DiscordClient(Duration.ofMillis(300), clock);
        server.next((discord, exchange, message) -> {
            // No answer: the connection stays open.
        });

        assertThat(catchThrowableOfType(DiscordException.OutcomeUnknown.class, () -> hasty.send(webhook, CARD)))
                .hasMessageContaining("no whole answer within 300 ms");
    }

    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void answerThatStallsInItsBodyLeavesTheOutcomeUnknown() {
        DiscordClient hasty = new DiscordClient(Duration.ofMillis(300), clock);
        server.next(DiscordServer.storeThenStall());

        assertThat(catchThrowableOfType(DiscordException.OutcomeUnknown.class, () -> hasty.send(webhook, CARD)))
                .hasMessageContaining("no whole answer within 300 ms");
        hasty.send(webhook, CARD);
        assertThat(server.messages).hasSize(2);
    }

    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void interruptedWaitLeavesTheOutcomeUnknownAndTheThreadInterrupted() {
        Thread sender = Thread.currentThread();
        server.next((discord, exchange, message) -> sender.interrupt());

        assertThat(catchThrowableOfType(DiscordException.OutcomeUnknown.class, () -> client.send(webhook, CARD)))
                .hasMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void refusedConnectionSurelySentNothing() throws IOException {
        int port = server.port();
        server.close();

        assertThat(failure(webhook, DiscordException.NotSent.class))
                .hasMessageContaining("was not reached at 127.0.0.1");

        server = new DiscordServer(port);
        client.send(webhook, CARD);
        assertThat(server.messages).hasSize(1);
    }

    @Test
    void failedHandshakeSurelySentNothing() throws IOException {
        byte[] fatalAlert = {0x15, 3, 3, 0, 2, 2, 40};
        try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread answer = new Thread(() -> {
                try (Socket socket = plain.accept()) {
                    socket.getInputStream().read();
                    socket.getOutputStream().write(fatalAlert);
                    socket.shutdownOutput();
                    socket.getInputStream().readAllBytes();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            answer.start();
            DiscordTarget tls = DiscordTarget.ofWebhook(
                    server.baseUrl(),
                    "https://127.0.0.1:" + plain.getLocalPort() + "/api/webhooks/1/" + DiscordServer.WEBHOOK_TOKEN);

            failure(tls, DiscordException.NotSent.class);
        }
    }

    @Test
    void unknownHostSurelySentNothing() {
        DiscordTarget nowhere = DiscordTarget.ofWebhook(
                server.baseUrl(), "http://nowhere.invalid/api/webhooks/1/" + DiscordServer.WEBHOOK_TOKEN);

        failure(nowhere, DiscordException.NotSent.class);
    }

    @ParameterizedTest
    @CsvSource({"401, 50027", "403, 50013", "404, 10015", "302, 0"})
    void brokenTargetIsNotAskedAgain(int status, int code) {
        server.next(answer(status, "{\"code\":" + code + ",\"message\":\"no\"}"));

        DiscordException.Refused first = failure(webhook, DiscordException.Refused.class);
        DiscordException.Refused second = failure(webhook, DiscordException.Refused.class);

        assertThat(first.halted()).isTrue();
        assertThat(first.status()).isEqualTo(status);
        assertThat(first.code()).isEqualTo(code);
        assertThat(first).hasMessageContaining("start again");
        assertThat(second).hasMessage(first.getMessage());
        assertThat(server.requests).hasSize(1);
        assertThat(client.haltedReason()).isEqualTo(first.getMessage());
        client.send(bot, CARD);
    }

    @Test
    void repeatOfADeletedMessageStopsNothing() {
        String unknownMessage = "{\"code\":10008,\"message\":\"Unknown Message\"}";
        server.next(answer(404, unknownMessage), answer(404, unknownMessage));

        assertThat(failure(bot, DiscordException.Deleted.class)).hasMessageContaining("not sent again");
        assertThat(failure(webhook, DiscordException.Refused.class).halted()).isFalse();
        client.send(bot, CARD);
        assertThat(client.haltedReason()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "400, <html>bad request</html>",
        "401, ''",
        "403, <html>blocked</html>",
        "403, {\"error\":\"policy\"}",
        "404, <html>not found</html>",
        "413, <html>too large</html>",
        "422, <html>no</html>"
    })
    void refusalThatIsNotDiscordsIsNoReasonToGiveUp(int status, String body) {
        server.next(answer(status, body));

        assertThat(failure(webhook, DiscordException.Intercepted.class)).hasMessageContaining("found " + status);
        assertThat(client.haltedReason()).isNull();
        client.send(webhook, CARD);
    }

    @Test
    void refusedTokenStopsTheBotInEveryChannel() {
        server.next(answer(401, "{\"code\":0,\"message\":\"401: Unauthorized\"}"));
        failure(bot, DiscordException.Refused.class);

        DiscordTarget other = DiscordTarget.ofBot(server.baseUrl(), DiscordServer.BOT_TOKEN, "1188573123456789099");
        failure(other, DiscordException.Refused.class);
        assertThat(server.requests).hasSize(1);
    }

    @Test
    void filteredTextStopsThatMessageAlone() {
        server.next(answer(403, "{\"code\":20009,\"message\":\"Explicit content\"}"));

        assertThat(failure(webhook, DiscordException.Refused.class).halted()).isFalse();
        client.send(webhook, CARD);
    }

    @Test
    void invalidFormTellsWhereTheFaultIs() {
        server.next(
                answer(
                        400,
                        "{\"code\":50035,\"message\":\"Invalid Form Body\",\"errors\":{\"embeds\":{\"0\":{\"title\":"
                                + "{\"_errors\":[{\"code\":\"BASE_TYPE_MAX_LENGTH\",\"message\":\"Must be 256 or fewer\"}]}}}}}"));

        DiscordException.Refused refused = failure(webhook, DiscordException.Refused.class);

        assertThat(refused.halted()).isFalse();
        assertThat(refused).hasMessageContaining("400, code 50035").hasMessageContaining("embeds.0.title: Must be 256");
    }

    @Test
    void secretsThatComeBackAreTakenOut() {
        server.next(
                answer(400, "{\"code\":1,\"message\":\"bad " + DiscordServer.WEBHOOK_TOKEN + "\\nx\"}"),
                answer(400, "{\"code\":1,\"message\":\"bad " + DiscordServer.BOT_TOKEN + "\"}"));

        assertThat(failure(webhook, DiscordException.Refused.class)).hasMessageContaining("bad *** x");
        assertThat(failure(bot, DiscordException.Refused.class)).hasMessageContaining("bad ***");
        assertThat(webhook.toString() + bot)
                .isEqualTo("webhook 1199000000000000001bot in channel " + DiscordServer.CHANNEL);
    }

    private <T extends DiscordException> T failure(DiscordTarget target, Class<T> type) {
        T failure = catchThrowableOfType(type, () -> client.send(target, CARD));
        assertThat(failure.toString()).doesNotContain(DiscordServer.WEBHOOK_TOKEN, DiscordServer.BOT_TOKEN);
        assertThat(failure.getCause()).isNull();
        return failure;
    }
}
