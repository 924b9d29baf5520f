package caravan.sandbox.exchange.stream;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.sandbox.engine.EngineListener;
import caravan.sandbox.engine.Market;
import caravan.sandbox.engine.MarketChange;
import caravan.sandbox.simulation.Listing;
import caravan.sandbox.simulation.World;
import caravan.sandbox.simulation.WorldOptions;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LifecycleTextTest {
    private static final long START = 1_795_168_800_000_000L;

    private final World world = new World(
            new WorldOptions(1, START, WorldOptions.DEFAULT_CASH, Duration.ofSeconds(8), 0, true),
            new EngineListener() {});

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            KXHIGHNY        | B53.5 | between          | 53   | 54
            KXHIGHNY        | T57   | greater_or_equal | 57   | none
            KXFEDDECISION   | H0    | none             | none | none
            """)
    void aCreatedMarketTellsTheNumbersThatDecideIt(String series, String end, String type, String floor, String cap) {
        Listing listing = world.listings().stream()
                .filter(one ->
                        one.ticker().startsWith(series + "-") && one.ticker().endsWith("-" + end))
                .findFirst()
                .orElseThrow();
        Market market = Objects.requireNonNull(world.market(listing.ticker()));
        JsonNode metadata = Objects.requireNonNull(
                        LifecycleText.market(market, listing, MarketChange.CREATED, Form.CURRENT))
                .path("additional_metadata");
        assertThat(metadata.path("strike_type").asText(null)).isEqualTo(type);
        assertThat(number(metadata.path("floor_strike"))).isEqualTo(floor);
        assertThat(number(metadata.path("cap_strike"))).isEqualTo(cap);
    }

    /** As the frame has it; a string would have quotes. */
    private static String number(JsonNode node) {
        return node.isMissingNode() ? null : node.toString();
    }
}
