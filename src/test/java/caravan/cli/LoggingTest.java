package caravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoggingTest {
    private static final String WEBHOOK = "https://discord.com/api/webhooks/123/abcdefgh-token";

    @AfterEach
    void forget() {
        Secrets.remember(List.of());
    }

    @Test
    void causeIsOnTheSameLineWithoutAStack() {
        assertThat(line("not sent", new IllegalStateException("outer", new IOException("no\n route"))))
                .isEqualTo("not sent (IOException: no | route)");
    }

    @Test
    void secretsOfOthersMessagesAreTakenOut() {
        Secrets.remember(List.of(WEBHOOK, "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADAN\n-----END PRIVATE KEY-----"));
        assertThat(line("POST " + WEBHOOK, null)).isEqualTo("POST ***");
        assertThat(line("to /webhooks/123/abcdefgh-token", null)).isEqualTo("to /webhooks/123/***");
        assertThat(line("bad key MIIEvQIBADAN", null)).isEqualTo("bad key ***");
        assertThat(StartFailure.line(new IOException("GET " + WEBHOOK))).doesNotContain("abcdefgh");
    }

    private static String line(String message, Throwable cause) {
        LoggerContext context = new LoggerContext();
        LoggingEvent event =
                new LoggingEvent("x", context.getLogger("caravan"), Level.WARN, message, cause, new Object[0]);
        return new LogLine().convert(event);
    }
}
