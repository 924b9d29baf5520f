package caravan.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiscordTargetTest {
    private static final String BASE = "https://discord.com/api/v10";

    @ParameterizedTest
    @CsvSource({
        "https://discord.com/api/webhooks/11/tok_en-1, https://discord.com/api/v10/webhooks/11/tok_en-1?wait=true",
        "https://canary.discord.com/api/v9/webhooks/11/t, https://discord.com/api/v10/webhooks/11/t?wait=true",
        "http://discordapp.com/api/webhooks/11/t/, https://discord.com/api/v10/webhooks/11/t?wait=true",
        "https://discord.com/api/webhooks/11/t?wait=false&thread_id=5,"
                + " https://discord.com/api/v10/webhooks/11/t?wait=true&thread_id=5",
        "http://127.0.0.1:8091/api/v10/webhooks/11/t, http://127.0.0.1:8091/api/v10/webhooks/11/t?wait=true",
    })
    void webhookGoesToTheCurrentVersion(String copied, String used) {
        assertThat(DiscordTarget.ofWebhook(BASE, copied).uri()).hasToString(used);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "discord.com/api/webhooks/11/sEcReT",
                "https://discord.com/api/webhooks/sEcReT",
                "https://discord.com/api/webhooks/11/sEcReT/slack",
                "ftp://discord.com/api/webhooks/11/sEcReT",
                "https://discord.com/api/webhooks/11/sEc ReT",
                "https://sEcReT:x@/",
            })
    void badAddressIsRefusedWithoutShowingIt(String copied) {
        assertThatThrownBy(() -> DiscordTarget.ofWebhook(BASE, copied))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("discord.webhook-url: expected")
                .hasMessageNotContainingAny("sEcReT", "sEc ReT")
                .hasNoCause();
    }

    @Test
    void botWinsWhenBothAreComplete() {
        assertThat(DiscordTarget.of(BASE, "https://discord.com/api/webhooks/11/t", "Bot abc", "22"))
                .hasToString("bot in channel 22");
        assertThat(Objects.requireNonNull(DiscordTarget.of(BASE, "", "Bot abc", " 22 "))
                        .authorization())
                .isEqualTo("Bot abc");
        assertThat(DiscordTarget.of(BASE, "https://discord.com/api/webhooks/11/t", "abc", ""))
                .hasToString("webhook 11");
        assertThat(DiscordTarget.of(BASE, "", null, " ")).isNull();
    }

    @Test
    void halfABotIsRefused() {
        assertThatThrownBy(() -> DiscordTarget.of(BASE, null, "sEcReT", null))
                .hasMessageContaining("discord.channel-id");
        assertThatThrownBy(() -> DiscordTarget.of(BASE, null, null, "22")).hasMessageContaining("discord.bot-token");
        assertThatThrownBy(() -> DiscordTarget.of(BASE, null, "sEc\nReT", "22"))
                .hasMessageContaining("discord.bot-token")
                .hasMessageNotContaining("sEc");
        assertThatThrownBy(() -> DiscordTarget.of(BASE, null, "sEcReT", "general"))
                .hasMessageContaining("found 'general'");
    }
}
