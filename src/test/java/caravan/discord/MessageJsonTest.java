package caravan.discord;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.model.Card;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MessageJsonTest {
    @Test
    void everyLimitOfDiscordIsKept() {
        String endless = "😀".repeat(7000);
        List<Card.Field> fields = IntStream.range(0, 30)
                .mapToObj(number -> Card.Field.of(endless, endless))
                .toList();

        JsonNode embed = embed(new Card(endless, "ftp://x", endless, 1, fields, endless, null, null, null));

        assertThat(length(embed.path("title"))).isEqualTo(256);
        assertThat(length(embed.path("footer").path("text"))).isEqualTo(2048);
        assertThat(embed.has("url")).isFalse();
        int sum = length(embed.path("title"))
                + length(embed.path("description"))
                + length(embed.path("footer").path("text"));
        for (JsonNode field : embed.path("fields")) {
            assertThat(length(field.path("name"))).isBetween(1, 256);
            assertThat(length(field.path("value"))).isBetween(1, 1024);
            sum += length(field.path("name")) + length(field.path("value"));
        }
        assertThat(sum).isBetween(5000, 6000);
    }

    @Test
    void contentIsShortened() {
        JsonNode message = json(Card.ofText("x".repeat(3000), null));

        assertThat(message.path("content").asText()).hasSize(2000).endsWith("x…");
        assertThat(message.has("embeds")).isFalse();
    }

    @Test
    void titleOfTheExchangeCannotFormatOrMention() {
        JsonNode embed = embed(new Card(
                "Order filled",
                null,
                null,
                null,
                List.of(Card.Field.of("Market", "@everyone **free** [money](https://evil.test) <@1>\u202E")),
                null,
                null,
                null,
                null));

        assertThat(embed.path("fields").path(0).path("value").asText())
                .isEqualTo("\\@everyone \\*\\*free\\*\\* \\[money\\](https\\:\\/\\/evil.test) \\<\\@1\\>");
    }

    @Test
    void emptyValueIsADash() {
        Card card = new Card(null, null, null, null, List.of(Card.Field.of(" ", " ")), null, null, null, null);

        assertThat(embed(card).path("fields").toString())
                .isEqualTo("[{\"name\":\"–\",\"value\":\"–\",\"inline\":true}]");
    }

    private static JsonNode embed(Card card) {
        return json(card).path("embeds").path(0);
    }

    private static JsonNode json(Card card) {
        return Objects.requireNonNull(MessageJson.read(MessageJson.write(card, false)));
    }

    private static int length(JsonNode text) {
        return text.asText().codePointCount(0, text.asText().length());
    }
}
