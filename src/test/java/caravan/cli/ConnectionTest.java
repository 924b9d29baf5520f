package caravan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionTest {
    @TempDir
    Path directory;

    @Test
    void nothingSetIsTheBuiltInSandbox() {
        Connection connection = Connection.of(new GivenSettings(directory).load());
        assertThat(connection.environment()).isEqualTo(Environment.SANDBOX);
        assertThat(connection.isBuiltIn()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "demo,,,external-api.demo.kalshi.co,external-api-ws.demo.kalshi.co",
        "prod,,,external-api.kalshi.com,external-api-ws.kalshi.com",
        "demo,https://demo-api.kalshi.co/trade-api/v2,,demo-api.kalshi.co,external-api-ws.demo.kalshi.co",
        "prod,,wss://api.elections.kalshi.com/trade-api/ws/v2,external-api.kalshi.com,api.elections.kalshi.com",
        "prod,https://proxy.example.org/v2,wss://proxy.example.org/ws,proxy.example.org,proxy.example.org",
        "demo,http://127.0.0.1:8090/trade-api/v2,ws://localhost:8090/ws,127.0.0.1,localhost",
        "prod,http://[::1]:8090/trade-api/v2,ws://127.0.0.1:8090/ws,[::1],127.0.0.1",
        "sandbox,http://127.0.0.1:8090/trade-api/v2,ws://127.0.0.1:8090/ws,127.0.0.1,127.0.0.1",
    })
    void leadsTo(String environment, String rest, String stream, String restHost, String streamHost) {
        Connection connection = Connection.of(withKey(environment, rest, stream).load());
        assertThat(connection.environment().id()).isEqualTo(environment);
        assertThat(connection.restUrl().map(URI::getHost)).hasValue(restHost);
        assertThat(connection.wsUrl().map(URI::getHost)).hasValue(streamHost);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "live | | | kalshi.environment: expected sandbox, demo or prod, found 'live'",
                "dem | | | kalshi.environment: expected sandbox, demo or prod, found 'dem'; did you mean demo?",
                "demo | https://external-api.kalshi.com/v2 | | expected both on the same exchange",
                "demo | | ws://127.0.0.1:8090/ws | expected both on the same exchange",
                "demo | https://external-api.kalshi.com/v2 | wss://external-api-ws.kalshi.com/ws |"
                        + " kalshi.rest-url: expected a host of kalshi.environment = demo, found"
                        + " external-api.kalshi.com (production)",
                "demo | https://example.org/v2 | wss://example.org/ws | found example.org (production)",
                "prod | https://demo-api.kalshi.co/v2 | wss://demo-api.kalshi.co/ws | (the demo exchange)",
                "sandbox | https://demo-api.kalshi.co/v2 | wss://demo-api.kalshi.co/ws | expected an address on this"
                        + " machine with kalshi.environment = sandbox",
                "sandbox | http://127.0.0.1:1/v2 | | expected both or neither",
                "prod | http://external-api.kalshi.com/v2 | | kalshi.rest-url: expected https:// for a host that is not"
                        + " this machine, found http://external-api.kalshi.com",
                "prod | | ws://api.elections.kalshi.com/ws | expected wss:// for a host that is not this machine",
                "prod | wss://external-api.kalshi.com/v2 | | kalshi.rest-url: expected https://, found wss://",
                "prod | external-api.kalshi.com/v2 | | expected an address such as https://host/path, found"
                        + " 'external-api.kalshi.com/v2'",
                "prod | https://exa mple/v2 | | expected an address such as https://host/path, found 'https://exa mple/v2'",
                "prod | https:// | | expected an address such as https://host/path, found 'https://'",
                "prod | https://h:99999/v2 | wss://h/ws | expected a port up to 65535, found 99999",
                "prod | https://user:hidden@external-api.kalshi.com/ | | without user name or password",
                "prod | http://127.0.0.1.example.org/ | | expected https:// for a host that is not this machine",
                "prod | http://localhost.example.org/ | | expected https:// for a host that is not this machine",
            })
    void refuses(String environment, String rest, String stream, String message) {
        Settings settings = withKey(environment, rest, stream).load();
        assertThatThrownBy(() -> Connection.of(settings))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("hidden")
                .hasMessageNotContaining("\n");
    }

    @ParameterizedTest
    @CsvSource({
        "KALSHI_API_KEY_ID,secret-id",
        "KALSHI_PRIVATE_KEY_PATH,secret.pem",
        "KALSHI_PRIVATE_KEY_PEM,secret",
        "KALSHI_REST_URL,http://127.0.0.1:1/secret",
        "KALSHI_WS_URL,ws://127.0.0.1:1/secret",
    })
    void keyOrAddressWithoutAnEnvironmentIsRefused(String variable, String value) {
        GivenSettings given = new GivenSettings(directory)
                .file("kalshi.environment = sandbox")
                .variable(variable, value);
        Settings settings = given.load();
        assertThatThrownBy(() -> Connection.of(settings))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("is set, but kalshi.environment is not: set it to demo or prod")
                .hasMessageNotContaining("secret");
        Settings stated = given.variable("KALSHI_ENVIRONMENT", "demo").load();
        assertThatThrownBy(() -> Connection.of(stated)).hasMessageNotContaining("kalshi.environment is not");
    }

    @ParameterizedTest
    @CsvSource({
        "demo,kalshi.api-key-id,,k.pem,",
        "prod,kalshi.private-key-path,id,,",
    })
    void missingKeyIsNamed(String environment, String name, String id, String path) {
        GivenSettings given = new GivenSettings(directory).variable("KALSHI_ENVIRONMENT", environment);
        if (id != null) {
            given.variable("KALSHI_API_KEY_ID", id);
        }
        if (path != null) {
            given.variable("KALSHI_PRIVATE_KEY_PATH", path);
        }
        Settings settings = given.load();
        assertThatThrownBy(() -> Connection.of(settings))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith(name + ": expected ")
                .hasMessageContaining("kalshi.environment = " + environment + ", found nothing");
    }

    @Test
    void twoKeysAreRefused() {
        Settings settings = withKey("demo", null, null)
                .variable("KALSHI_PRIVATE_KEY_PEM", "-----BEGIN secret")
                .load();
        assertThatThrownBy(() -> Connection.of(settings))
                .hasMessageContaining("expected one of them, found both")
                .hasMessageNotContaining("secret");
    }

    private GivenSettings withKey(String environment, String rest, String stream) {
        GivenSettings given = new GivenSettings(directory)
                .variable("KALSHI_ENVIRONMENT", environment)
                .variable("KALSHI_API_KEY_ID", "id")
                .variable("KALSHI_PRIVATE_KEY_PATH", "key.pem");
        if (rest != null) {
            given.variable("KALSHI_REST_URL", rest);
        }
        if (stream != null) {
            given.variable("KALSHI_WS_URL", stream);
        }
        return given;
    }
}
