package caravan.cli;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApiClientTest {
    private HttpServer server;
    private boolean stopping;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            if (stopping) {
                exchange.getResponseHeaders().add("Retry-After", "5");
            }
            byte[] body = "{\"status\":503,\"error\":\"why not\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(503, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aStageThatIsOffHasToBeSwitchedOnFirst() {
        assertThatExceptionOfType(BadInputException.class)
                .isThrownBy(() -> client().get("/api/books", Map.of()))
                .withMessage("why not");
    }

    @Test
    void aProcessThatIsStoppingMayBeThereAgainSoon() {
        stopping = true;
        assertThatThrownBy(() -> client().get("/api/books", Map.of()))
                .isInstanceOf(IOException.class)
                .hasMessage("why not");
    }

    private ApiClient client() {
        return new ApiClient(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()), Optional.empty());
    }
}
