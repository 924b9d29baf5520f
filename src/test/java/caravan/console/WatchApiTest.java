package caravan.console;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.model.BookSide;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.model.StreamCommand;
import caravan.model.Trade;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real route files of the console and of watch, over real HTTP. */
class WatchApiTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ApiDocument DOCUMENT = new ApiDocument();

    @Test
    void aWatchedMarketIsFollowedAndSeen(@TempDir Path folder) throws Exception {
        try (ConsoleRig rig = new ConsoleRig(
                folder, "127.0.0.1", null, "file:routes/console.camel.yaml,file:routes/watch.camel.yaml")) {
            assertThat(watch(rig, "{\"ticker\":\"KXB\",\"private\":true}", 200)).contains("KXB");
            assertThat(rig.commands)
                    .containsExactly(
                            "GetMarket KXB",
                            new StreamCommand.AddMarkets(List.of("KXB")),
                            rig.commands.get(2),
                            rig.commands.get(3));
            rig.context()
                    .createProducerTemplate()
                    .sendBody(
                            "direct:keep-latest",
                            new Trade("t1", "KXB", Price.parse("0.5"), Quantity.parse("3"), BookSide.ASK, false, null));

            JsonNode view = view(rig, "/api/watch/KXB?private=true");
            assertThat(view.at("/market/title").asText()).isEqualTo("Will it rain?");
            assertThat(view.at("/trades/0/taker_side").asText()).isEqualTo("ask");
            assertThat(view.at("/account/position_contracts").asText()).isEqualTo("-3.00");
            assertThat(view.has("book")).isFalse();
            assertThat(view(rig, "/api/watch/KXB").has("account")).isFalse();
            assertThat(view(rig, "/api/watch/KXA").at("/book/state").asText()).isEqualTo("SUSPECT");

            rig.commands.clear();
            assertThat(watch(rig, "{\"ticker\":\"KXA\"}", 200)).contains("KXA");
            assertThat(rig.commands).containsExactly("GetMarket KXA");
            assertThat(watch(rig, "{\"ticker\":\"${body}\"}", 400)).contains("expected letters, digits");
        }
    }

    private static String watch(ConsoleRig rig, String body, int status) throws Exception {
        return checked("POST", "/api/watch", rig.post("/api/watch", body), status)
                .body();
    }

    private static JsonNode view(ConsoleRig rig, String path) throws Exception {
        return JSON.readTree(
                checked("GET", "/api/watch/{ticker}", rig.get(path), 200).body());
    }

    private static HttpResponse<String> checked(
            String method, String template, HttpResponse<String> response, int status) throws Exception {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(DOCUMENT.objections(
                        method,
                        template,
                        response.statusCode(),
                        response.headers().firstValue("Content-Type").orElse(""),
                        response.body()))
                .isEmpty();
        return response;
    }
}
