package caravan.kalshi.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import caravan.Shared;
import caravan.model.Unreadable;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Every message that the exchange's own documents show is read, of today and of January 2026. */
class DocumentedExamplesTest {
    @ParameterizedTest
    @CsvSource({"asyncapi.yaml, 20", "asyncapi-legacy-2026-01-16.yaml, 15"})
    void everyExampleIsRead(String name, int fewest) throws IOException {
        Path file = Shared.file(name);
        assumeThat(file).as("the document is not part of the project").exists();
        Object content = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
        StreamDecoder decoder = new StreamDecoder();
        int read = 0;
        for (JsonNode message : new ObjectMapper().valueToTree(content).at("/components/messages")) {
            for (JsonNode example : message.path("examples")) {
                String frame = example.path("payload").toString();
                if (example.path("payload").has("type")) {
                    assertThat(decoder.decode(frame, false).message()).as(frame).isNotInstanceOf(Unreadable.class);
                    read++;
                }
            }
        }
        assertThat(read).isGreaterThanOrEqualTo(fewest);
    }
}
