package caravan.sandbox.discord;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.sandbox.discord.DiscordCaller.Answer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DiscordLimitsTest {
    private static final String HELLO = "{\"content\":\"hello\"}";

    private final DiscordCaller caller = new DiscordCaller();

    @AfterEach
    void stop() {
        caller.close();
    }

    @Test
    void everyAnswerTellsTheStateOfItsRoute() throws Exception {
        Answer answer = caller.bot("POST", "/messages", HELLO);
        assertThat(answer.header("X-RateLimit-Limit")).isEqualTo("5");
        assertThat(answer.header("X-RateLimit-Remaining")).isEqualTo("4");
        assertThat(answer.header("X-RateLimit-Reset-After")).isEqualTo("5.000");
        assertThat(answer.header("X-RateLimit-Reset")).isEqualTo("1795168805.123");
        assertThat(answer.header("X-RateLimit-Bucket")).isNotEmpty();
        assertThat(answer.header("X-RateLimit-Scope")).isEmpty();
        assertThat(answer.header("Via")).isEqualTo("1.1 google");
    }

    @Test
    void routesThatAreCountedApartShareAName() throws Exception {
        Answer created = caller.bot("POST", "/messages", HELLO);
        for (int i = 0; i < 4; i++) {
            assertThat(caller.bot("POST", "/messages", HELLO).status()).isEqualTo(200);
        }
        assertThat(caller.bot("POST", "/messages", HELLO).status()).isEqualTo(429);
        Answer edited = caller.bot("PATCH", "/messages/" + created.id(), HELLO);
        assertThat(edited.status()).isEqualTo(200);
        assertThat(edited.header("X-RateLimit-Bucket")).isEqualTo(created.header("X-RateLimit-Bucket"));
        assertThat(caller.webhook("POST", "?wait=true", HELLO).status()).isEqualTo(200);
    }

    @Test
    void aChannelsWebhooksShareThirtyMessagesAMinuteWithoutAWord() throws Exception {
        for (int i = 0; i < 30; i++) {
            if (i % 5 == 0) {
                caller.wait(Duration.ofSeconds(2));
            }
            assertThat(caller.webhook("POST", "", HELLO).status()).isEqualTo(204);
        }
        caller.wait(Duration.ofSeconds(2));
        Answer refused = caller.webhook("POST", "", HELLO);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("X-RateLimit-Remaining")).isEqualTo("4");
        assertThat(refused.header("X-RateLimit-Scope")).isEqualTo("shared");
        assertThat(refused.header("Retry-After")).isEqualTo("48");
        assertThat(refused.json().path("retry_after").decimalValue()).isEqualByComparingTo("48");
        assertThat(caller.state().path("invalid_requests").asInt()).isZero();
        caller.wait(Duration.ofSeconds(48));
        assertThat(caller.webhook("POST", "", HELLO).status()).isEqualTo(204);
    }

    @Test
    void editsOfOldMessagesAreCountedApart() throws Exception {
        String young = caller.bot("POST", "/messages", HELLO).id();
        caller.wait(Duration.ofHours(1));
        assertThat(edit(young).status()).isEqualTo(200);
        caller.wait(Duration.ofSeconds(10));
        for (int i = 0; i < 3; i++) {
            assertThat(edit(young).status()).isEqualTo(200);
        }
        Answer refused = edit(young);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.code()).isEqualTo(30046);
        assertThat(refused.header("Retry-After")).isEqualTo("6");
        caller.wait(Duration.ofSeconds(6));
        assertThat(edit(young).status()).isEqualTo(200);
    }

    private Answer edit(String id) throws Exception {
        return caller.bot("PATCH", "/messages/" + id, HELLO);
    }

    @Test
    void aBotMaySendFiftyRequestsASecondInAll() throws Exception {
        for (int i = 0; i < 25; i++) {
            assertThat(caller.bot("GET", "/messages", "").status()).isEqualTo(200);
            assertThat(caller.send("GET", "/users/@me", "", caller.authorization())
                            .status())
                    .isEqualTo(200);
        }
        Answer refused = caller.bot("GET", "/messages", "");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.json().path("global").asBoolean()).isTrue();
        assertThat(refused.header("X-RateLimit-Global")).isEqualTo("true");
        assertThat(refused.header("X-RateLimit-Scope")).isEqualTo("global");
        assertThat(caller.webhook("GET", "", "").status()).isEqualTo(200);
        caller.wait(Duration.ofSeconds(1));
        assertThat(caller.bot("GET", "/messages", "").status()).isEqualTo(200);
    }

    @Test
    void invalidRequestsAreCounted() throws Exception {
        caller.send("GET", "/users/@me", "", "Bot nobody");
        caller.control("POST", "permissions?view_channel=false");
        caller.bot("GET", "/messages", "");
        caller.control("POST", "permissions?view_channel=true");
        caller.control("POST", "faults/rate-limit");
        caller.bot("GET", "/messages", "");
        caller.bot("POST", "/messages", "{");
        assertThat(caller.state().path("invalid_requests").asInt()).isEqualTo(3);
    }

    @Test
    void limitsCanBeSwitchedOff() throws Exception {
        caller.control("POST", "limits?on=false");
        for (int i = 0; i < 60; i++) {
            assertThat(caller.webhook("POST", "", HELLO).status()).isEqualTo(204);
        }
        assertThat(caller.control("POST", "limits?on=yes").status()).isEqualTo(400);
    }

    @Test
    void tokensThatNobodyKnowsAreCountedTogether() throws Exception {
        for (int i = 0; i < 50; i++) {
            assertThat(caller.send("GET", "/users/@me", "", "Bot guess-" + i).status())
                    .isEqualTo(401);
        }
        Answer refused = caller.send("GET", "/users/@me", "", "Bot guess-50");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("X-RateLimit-Global")).isEqualTo("true");
        assertThat(caller.send("GET", "/users/@me", "", caller.authorization()).status())
                .isEqualTo(200);
    }

    @Test
    void windowsThatWereNotUsedForLongestAreForgotten() {
        Windows windows = new Windows();
        Window first = windows.get("first", 1, Duration.ofSeconds(1));
        Window second = windows.get("second", 1, Duration.ofSeconds(1));
        for (int i = 0; i < 10_000; i++) {
            windows.get("thread " + i, 1, Duration.ofSeconds(1));
            assertThat(windows.get("first", 1, Duration.ofSeconds(1))).isSameAs(first);
        }
        assertThat(windows.get("second", 1, Duration.ofSeconds(1))).isNotSameAs(second);
    }
}
