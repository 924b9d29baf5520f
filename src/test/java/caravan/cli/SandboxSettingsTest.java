package caravan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.sandbox.Sandbox;
import caravan.sandbox.exchange.ExchangeOptions;
import caravan.sandbox.exchange.rest.Tier;
import caravan.sandbox.exchange.stream.Form;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxSettingsTest {
    @TempDir
    Path folder;

    @Test
    void defaultsAreThoseOfTheExchange() {
        ExchangeOptions options = options(new GivenSettings(folder));
        assertThat(options).isEqualTo(ExchangeOptions.of(1, folder, Duration.ofSeconds(8), options.clock()));
    }

    @Test
    void eachSettingReachesTheExchange() {
        ExchangeOptions options = options(new GivenSettings(folder)
                .file(
                        "sandbox.seed = -7",
                        "sandbox.order-interval = 500ms",
                        "sandbox.quiet-account = true",
                        "sandbox.cash = 25",
                        "sandbox.rate = 0.5",
                        "sandbox.short-markets = 3m",
                        "sandbox.weekly-pause = true",
                        "sandbox.live-age = 2h",
                        "sandbox.form = transitional",
                        "sandbox.tier = prime",
                        "sandbox.traffic-log = traffic.jsonl",
                        "sandbox.faults = gap?count=3, stale-reads"));
        assertThat(options.seed()).isEqualTo(-7);
        assertThat(options.orderInterval()).isEqualTo(Duration.ofMillis(500));
        assertThat(options.quietAccount()).isTrue();
        assertThat(options.cash()).isEqualTo(25_000_000);
        assertThat(options.rate()).isEqualTo(0.5);
        assertThat(options.shortMarkets()).isEqualTo(Duration.ofMinutes(3));
        assertThat(options.weeklyPause()).isTrue();
        assertThat(options.rest().liveAge()).isEqualTo(Duration.ofHours(2));
        assertThat(options.form()).isEqualTo(Form.TRANSITIONAL);
        assertThat(options.rest().tier()).isEqualTo(Tier.PRIME);
        assertThat(options.rest().limited()).isTrue();
        assertThat(options.trafficLog()).isEqualTo(folder.resolve("traffic.jsonl"));
        assertThat(options.faults()).containsExactly("gap?count=3", "stale-reads");
    }

    @Test
    void aTrafficLogThatCannotBeWrittenIsNamed() {
        GivenSettings settings = new GivenSettings(folder).file("sandbox.traffic-log = no/such/folder.jsonl");
        assertThatThrownBy(() -> options(settings))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith("sandbox.traffic-log: expected a file that can be written, found ");
    }

    @Test
    void faultsOfTheSettingsAreArmed() throws Exception {
        try (Sandbox sandbox =
                start(new GivenSettings(folder).file("sandbox.faults = gap?count=3,clock-skew?seconds=2"))) {
            HttpResponse<String> state = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(sandbox.exchange().controlUrl() + "/state"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(state.body()).contains("\"gap\":3").contains("\"clock-skew\":1");
        }
    }

    @Test
    void aKeyThatIsNoneIsNamed() throws Exception {
        Path file = Files.writeString(folder.resolve("own.pem"), "hello");
        GivenSettings settings =
                new GivenSettings(folder).file("sandbox.key-id = own", "sandbox.public-key-path = own.pem");
        assertThatThrownBy(() -> start(settings))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith("sandbox.public-key-path: ");
        byte[] key = KeyPairGenerator.getInstance("Ed25519")
                .generateKeyPair()
                .getPublic()
                .getEncoded();
        Files.writeString(
                file,
                "-----BEGIN PUBLIC KEY-----\n" + Base64.getEncoder().encodeToString(key)
                        + "\n-----END PUBLIC KEY-----\n");
        start(settings).close();
    }

    private ExchangeOptions options(GivenSettings settings) {
        return SandboxSettings.options(settings.load(), folder, InstantSource.system());
    }

    private Sandbox start(GivenSettings settings) {
        return SandboxSettings.start(
                settings.system("sandbox.exchange-port", "0")
                        .system("sandbox.discord-port", "0")
                        .load(),
                folder,
                InstantSource.system());
    }
}
