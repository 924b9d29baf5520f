package caravan.kalshi.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import caravan.kalshi.KalshiComponent;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.catalog.EndpointValidationResult;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Camel's tools, and with them editors, know of {@code kalshi:}. */
class EndpointOptionsTest {
    private static final CamelCatalog CATALOG = new DefaultCamelCatalog(true);
    private static String packaged;

    @BeforeAll
    static void read() throws IOException {
        try (InputStream file = KalshiComponent.class.getResourceAsStream("/META-INF/caravan/kalshi/kalshi.json")) {
            packaged = new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
        CATALOG.addComponent("kalshi", KalshiComponent.class.getName(), packaged);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kalshi:GetMarkets?status=open&limit=5",
                "kalshi:GetMarkets?tickers=A,B&paginate=true&paginateBy=page",
                "kalshi:CreateOrderV2?time_in_force=good_till_canceled&self_trade_prevention_type=maker&post_only=true",
                "kalshi:GetFills?min_ts=2026-11-20T10:00:00Z&answer=json",
                "kalshi:stream?connection=private&channels=fill",
                "kalshi:raw?method=GET&path=/exchange/status"
            })
    void rightEndpointIsGood(String uri) {
        EndpointValidationResult result = validate(uri);
        assertThat(result.isSuccess()).as(result.summaryErrorMessage(true)).isTrue();
    }

    @Test
    void unknownParameterIsSeen() {
        EndpointValidationResult result = validate("kalshi:GetMarkets?statsu=open");
        assertThat(result.isSuccess()).isFalse();
        assertThat(result.getUnknown()).containsExactly("statsu");
    }

    @Test
    void unknownOperationIsSeen() {
        EndpointValidationResult result = validate("kalshi:GetMarkts?limit=5");
        assertThat(result.isSuccess()).isFalse();
        assertThat(result.getInvalidEnum()).containsEntry("operation", "GetMarkts");
    }

    @Test
    void wrongValueIsSeen() {
        assertThat(validate("kalshi:GetMarkets?limit=five").getInvalidInteger()).containsEntry("limit", "five");
        assertThat(validate("kalshi:CreateOrderV2?time_in_force=forever").getInvalidEnum())
                .containsEntry("time_in_force", "forever");
        assertThat(validate("kalshi:GetEvents?with_nested_markets=maybe").getInvalidBoolean())
                .containsEntry("with_nested_markets", "maybe");
    }

    @Test
    void everyParameterSaysWhoseItIs() throws IOException {
        ObjectNode options = (ObjectNode) new ObjectMapper().readTree(packaged).path("properties");
        for (Operation operation : Operations.all()) {
            for (Parameter parameter : operation.parameters()) {
                assertThat(options.path(parameter.name()).path("description").asText())
                        .as(parameter.name())
                        .contains(operation.name());
            }
        }
        assertThat(options.path("status").path("description").asText())
                .contains("unopened, open, paused, closed, settled. For GetMarkets");
    }

    @Test
    void parameterNamedAsAnotherOptionIsRefused() throws IOException {
        ObjectNode description = (ObjectNode) new ObjectMapper().readTree(packaged);
        assertThatIllegalStateException()
                .isThrownBy(() -> EndpointOptions.with(description))
                .withMessageContaining("which is a parameter of");
    }

    /** As editors do: the component takes more than what it says, and yet what it does not say is probably wrong. */
    private static EndpointValidationResult validate(String uri) {
        return CATALOG.validateEndpointProperties(uri, true);
    }
}
