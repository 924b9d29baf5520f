package caravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.Databases;
import caravan.kalshi.auth.TestKeys;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class PipelineTest {
    private static final String PROPERTY = "fills.quiet-period";

    @TempDir
    Path directory;

    @AfterEach
    void forget() {
        System.clearProperty(PROPERTY);
    }

    /** Camel by itself would take the system property, which was not there when the settings were read. */
    @Test
    void routesSeeTheResolvedSettings() throws Exception {
        assertThat(routeWith("1500ms")).contains("timer:tick?period=1500ms").doesNotContain("9s");
    }

    /** Camel's Main tells them only where it blocks until the end. */
    @Test
    void partsHearOfTheStart() throws Exception {
        Settings settings = new GivenSettings(directory)
                .file(
                        "caravan.stages = market-data, recording",
                        "management.port = 0",
                        "sandbox.exchange-port = 0",
                        "sandbox.discord-port = 0")
                .load();
        try (Pipeline pipeline = new Pipeline(Launch.of(settings), InstantSource.system())) {
            pipeline.start();
            URI management = pipeline.addresses().get("management");
            assertThat(jolokia(
                            management,
                            "{\"type\":\"search\",\"mbean\":\"org.apache.camel:context=caravan,type=services,*\"}"))
                    .contains("name=Drain", "name=RawRecording");
            assertThat(get(management.resolve("/observe/metrics"), "")).contains("queue_depth{queue=");
        }
    }

    @Test
    void aStartKnowsWhatAnEarlierRunHolds() throws Exception {
        Path data = directory.resolve("data/demo");
        try (Databases databases = Databases.open(data, "demo", "", "", "")) {
            JdbcClient jdbc = JdbcClient.create(databases.ledger());
            jdbc.sql("""
                            insert into fills (trade_id, order_id, ticker, book_side, outcome, action, yes_price_dollars,
                                quantity_contracts, exchange_time, received_time, source)
                            values ('t-1', 'o-1', 'KXTEST-1', 'bid', 'yes', 'buy', 0.42, 3, now(), now(), 'rest')
                            """).update();
            jdbc.sql("insert into fill_marks (trade_id, order_id, ticker, taken_time)"
                            + " values ('t-1', 'o-1', 'KXTEST-1', now())")
                    .update();
        }
        Path key = Files.writeString(directory.resolve("key.pem"), TestKeys.pkcs8(TestKeys.ED25519));
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        Settings settings = new GivenSettings(directory)
                .file(
                        "kalshi.environment = demo",
                        "kalshi.api-key-id = 11111111-aaaa-4000-8000-000000000001",
                        "kalshi.private-key-path = " + key,
                        "kalshi.rest-url = http://127.0.0.1:1/trade-api/v2",
                        "kalshi.ws-url = ws://127.0.0.1:1/trade-api/ws/v2",
                        "caravan.stages = fills, portfolio, orders, risk, console, history",
                        "management.port = 0",
                        "console.port = 0")
                .load();
        try (Pipeline pipeline = new Pipeline(Launch.of(settings), InstantSource.system())) {
            pipeline.start();
            assertThat(get(
                            pipeline.addresses().get("console").resolve("/api/positions"),
                            pipeline.token().orElse("")))
                    .contains("\"ticker\":\"KXTEST-1\"", "\"own_contracts\":\"3.00\"");
        }
    }

    @Test
    void aStepThatCannotBeStoppedKeepsNoOtherOpen() {
        List<String> stopped = new ArrayList<>();
        Deque<Runnable> steps = new ArrayDeque<>();
        steps.push(() -> stopped.add("sandbox"));
        steps.push(() -> stopped.add("databases"));
        steps.push(() -> {
            throw new IllegalStateException("Camel does not stop");
        });

        Pipeline.closeAll(steps);

        assertThat(stopped).containsExactly("databases", "sandbox");
    }

    private String routeWith(String period) throws Exception {
        route("timer:tick?period={{fills.quiet-period}}");
        Settings settings = new GivenSettings(directory)
                .file(
                        PROPERTY + " = " + period,
                        "caravan.stages = fills",
                        "management.port = 0",
                        "console.port = 0",
                        "sandbox.exchange-port = 0",
                        "sandbox.discord-port = 0")
                .load();
        System.setProperty(PROPERTY, "9s");
        try (Pipeline pipeline = new Pipeline(Launch.of(settings), InstantSource.system())) {
            pipeline.start();
            return jolokia(
                    pipeline.addresses().get("management"),
                    "{\"type\":\"read\",\"mbean\":\"org.apache.camel:context=caravan,type=routes,name=\\\"fills\\\"\","
                            + "\"attribute\":[\"EndpointUri\",\"Description\"]}");
        }
    }

    private static String get(URI address, String token) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Authorization", "Bearer " + token)
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static String jolokia(URI management, String request) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(management.resolve("/hawtio/jolokia"))
                                .POST(HttpRequest.BodyPublishers.ofString(request))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body()
                .replace("\\/", "/")
                .replace("://", ":");
    }

    private void route(String from) throws IOException {
        Files.writeString(
                Files.createDirectories(directory.resolve("routes")).resolve("fills.camel.yaml"), """
                - route:
                    id: fills
                    description: Ticks
                    from:
                      uri: "%s"
                      steps:
                        - to:
                            uri: log:tick?level=DEBUG
                """.formatted(from));
    }
}
