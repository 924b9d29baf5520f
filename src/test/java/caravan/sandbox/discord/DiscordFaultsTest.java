package caravan.sandbox.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import caravan.sandbox.discord.DiscordCaller.Answer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiscordFaultsTest {
    private static final String HELLO = "{\"content\":\"hello\"}";

    private final DiscordCaller caller = new DiscordCaller();

    @AfterEach
    void stop() {
        caller.close();
    }

    @ParameterizedTest
    @CsvSource({"drop, 0", "apply-then-drop, 1", "truncate, 1"})
    void brokenConnectionsLeaveTheOutcomeOpen(String fault, int applied) throws Exception {
        caller.control("POST", "faults/" + fault);
        assertThatThrownBy(() -> caller.webhook("POST", "?wait=true", HELLO)).isInstanceOf(IOException.class);
        assertThat(caller.state().path("messages").asInt()).isEqualTo(applied);
        assertThat(caller.webhook("POST", "?wait=true", HELLO).status()).isEqualTo(200);
    }

    @Test
    void anEmptyPageComesFromTheNetworkInFront() throws Exception {
        caller.control("POST", "faults/bad-gateway");
        Answer answer = caller.webhook("POST", "?wait=true", HELLO);
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.response().body()).isEmpty();
        assertThat(answer.header("Content-Type")).isEqualTo("text/html");
        assertThat(answer.header("Via")).isEmpty();
        assertThat(caller.state().path("messages").asInt()).isZero();
    }

    @Test
    void thatNetworksLimitHasNoJsonAndNoVia() throws Exception {
        caller.control("POST", "faults/cloudflare?ms=30000");
        Answer answer = caller.webhook("POST", "?wait=true", HELLO);
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.header("Via")).isEmpty();
        assertThat(answer.header("Retry-After")).isEqualTo("30");
        assertThat(answer.response().body()).startsWith("<html>");
    }

    @Test
    void aFaultMayHaveACodeOfDiscords() throws Exception {
        caller.control("POST", "faults/status?code=404&error=10015");
        Answer answer = caller.webhook("POST", "", HELLO);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo(10015);
        caller.control("POST", "faults/status?code=503");
        assertThat(caller.webhook("POST", "", HELLO).json().path("message").asText())
                .isEqualTo("503: Service Unavailable");
    }

    @Test
    void aRuleStandsUntilItIsTakenBack() throws Exception {
        caller.control("POST", "faults/status?every=2&method=POST&path=webhooks");
        StringBuilder statuses = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            statuses.append(caller.webhook("POST", "", HELLO).status()).append(' ');
        }
        assertThat(statuses).hasToString("204 500 204 500 ");
        assertThat(caller.bot("POST", "/messages", HELLO).status()).isEqualTo(200);
        assertThat(caller.state().path("faults_standing").asInt()).isEqualTo(1);
        caller.control("DELETE", "faults");
        assertThat(caller.webhook("POST", "", HELLO).status()).isEqualTo(204);
        assertThat(caller.webhook("POST", "", HELLO).status()).isEqualTo(204);
        assertThat(caller.state().at("/faults/status").asInt()).isEqualTo(2);
    }

    @Test
    void lateAnswersComeAfterTheMessage() throws Exception {
        caller.control("POST", "faults/delay?ms=300");
        long asked = System.nanoTime();
        assertThat(caller.webhook("POST", "?wait=true", HELLO).status()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
        assertThat(caller.state().at("/faults/delay").asInt()).isEqualTo(1);
    }

    @Test
    void theMessageIsThereWhileItsAnswerIsLate() throws Exception {
        caller.control("POST", "faults/delay?ms=600000");
        CompletableFuture<Answer> answer = caller.later(() -> caller.webhook("POST", "?wait=true", HELLO));
        await().untilAsserted(() ->
                assertThat(caller.state().path("messages").asInt()).isEqualTo(1));
        assertThat(answer).isNotDone();
    }

    @Test
    void theJournalKeepsTheBeginningOfALongBody() throws Exception {
        String body = "{\"content\":\"" + "x".repeat(5_000) + "\"}";
        caller.webhook("POST", "", body);
        String kept =
                caller.control("GET", "requests").json().at("/requests/0/body").asText();
        assertThat(kept).isEqualTo(body.substring(0, 4_096) + "… " + body.length() + " bytes");
    }

    @Test
    void theJournalHasEveryRequestInItsOrder() throws Exception {
        caller.control("POST", "faults/apply-then-status?method=POST");
        caller.webhook("POST", "", HELLO);
        caller.bot("GET", "/messages", "");
        caller.withPicture("POST", "/messages", "{}", "a.png");
        JsonNode requests = caller.control("GET", "requests").json().path("requests");
        assertThat(requests).hasSize(3);
        assertThat(requests.at("/0/fault").asText()).isEqualTo("apply-then-status");
        assertThat(requests.at("/0/status").asInt()).isEqualTo(502);
        assertThat(requests.at("/0/body").asText()).isEqualTo(HELLO);
        assertThat(requests.at("/1/path").asText()).isEqualTo(caller.channel() + "/messages");
        assertThat(requests.at("/2/body").asText()).matches("\\d+ bytes");
        assertThat(requests.toString())
                .doesNotContain(caller.discord().options().webhookToken());
        caller.control("DELETE", "requests");
        assertThat(caller.control("GET", "requests").json().path("requests")).isEmpty();
        assertThat(caller.state().path("requests").asInt()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"status?code=200", "status?method=PUT", "delay?ms=-1", "status?every=x"})
    void senselessFaultsAreRefused(String fault) throws Exception {
        assertThat(caller.control("POST", "faults/" + fault).status()).isEqualTo(400);
        assertThat(caller.state().path("faults_waiting").asInt()).isZero();
    }
}
