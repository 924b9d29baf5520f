package caravan.sandbox.exchange.rest;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.sandbox.server.LoopbackServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The way of a request through a real server. */
class RestOverHttpTest {
    private final Desk desk = new Desk();
    private final LoopbackServer server = new LoopbackServer("test");
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void start() {
        server.start(
                0,
                request -> request.body()
                        .onSuccess(body -> desk.answer(
                                        request.method().name(),
                                        request.path(),
                                        request.params(),
                                        request.getHeader("Content-Type"),
                                        body.toString())
                                .send(request.response())));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void anOrderComesAndGoes() throws Exception {
        HttpResponse<String> placed = send("POST", Desk.ORDERS, desk.order("bid", "0.0100", "1.00", ""));
        assertThat(placed.statusCode()).isEqualTo(201);
        assertThat(placed.headers().firstValue("Content-Type")).contains("application/json");
        HttpResponse<String> canceled = send("DELETE", Desk.ORDERS + "?subaccount=0", "");
        assertThat(canceled.statusCode()).isEqualTo(204);
        assertThat(canceled.body()).isEmpty();
        assertThat(send("GET", "/portfolio/orders?status=canceled", "").body())
                .contains(Desk.json(placed.body()).path("order_id").asText());
    }

    private HttpResponse<String> send(String method, String pathAndQuery, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + pathAndQuery))
                .method(method, BodyPublishers.ofString(body))
                .header("Content-Type", "application/json")
                .build();
        return client.send(request, BodyHandlers.ofString());
    }
}
