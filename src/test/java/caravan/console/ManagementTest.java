package caravan.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The management port over real HTTP. */
class ManagementTest {
    private static final Main MAIN = new Main();
    private static final Management MANAGEMENT = new Management(0);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws Exception {
        Properties properties = new Properties();
        properties.putAll(MANAGEMENT.camelProperties());
        properties.put("camel.main.name", "caravan");
        MAIN.setDefaultPropertyPlaceholderLocation("false");
        MAIN.setOverrideProperties(properties);
        MAIN.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:a").routeId("one").to("log:a?level=DEBUG");
                from("direct:b").routeId("two").to("log:b?level=DEBUG");
            }
        });
        MANAGEMENT.attach(MAIN);
        Counter.builder("stream.frames").register(MANAGEMENT.meters()).increment();
        MAIN.start();
    }

    @AfterAll
    static void stop() {
        MAIN.stop();
    }

    @Test
    void thePageIsServed() throws Exception {
        HttpResponse<String> page = get("/hawtio/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("<title>Hawtio</title>");
        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html");
        String script = page.body().replaceAll("(?s).*src=\"([^\"]+)\".*", "$1");
        assertThat(get(script).statusCode()).isEqualTo(200);
    }

    @Test
    void theRootLeadsToThePage() throws Exception {
        assertThat(get("/").headers().firstValue("Location")).hasValue("/hawtio/");
        assertThat(get("/hawtio").headers().firstValue("Location")).hasValue("/hawtio/");
    }

    @Test
    void addressInsideThePageIsAnsweredWithThePage() throws Exception {
        assertThat(get("/hawtio/camel/contexts?nid=x").body()).contains("<title>Hawtio</title>");
        assertThat(get("/hawtio/static/js/absent.js", "Accept", "*/*").statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "user,'\"public\"'",
        "plugin,[]",
        "auth/config,{}",
        "auth/config/session-timeout,{}",
        "keycloak/enabled,false",
        "proxy/enabled,false",
        "preset-connections,[]",
    })
    void theFrontEndsQuestionsAreAnswered(String path, String answer) throws Exception {
        HttpResponse<String> response = get("/hawtio/" + path);
        assertThat(response.body()).isEqualTo(answer);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/hawtio/../application.properties",
                "/hawtio/%2e%2e/application.properties",
                "/hawtio/..%2fapplication.properties",
                "/hawtio/static/../../application.properties",
                "/hawtio/..\\application.properties",
                "/hawtio//etc/passwd",
                "/application.properties",
            })
    void nothingOutsideTheFolderIsServed(String path) throws Exception {
        assertThat(raw("GET " + path + " HTTP/1.1\r\nHost: localhost:" + MANAGEMENT.port()
                        + "\r\nAccept: text/html\r\nConnection: close\r\n\r\n"))
                .doesNotContain("kalshi.")
                .doesNotContain("root:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example:9876", "127.0.0.1.evil.example", "127.0.0.2", "localhost"})
    void foreignHostIsRefusedOnEveryPath(String host) throws Exception {
        for (String path : new String[] {"/", "/hawtio/", "/hawtio/user", "/observe/health", "/observe/metrics"}) {
            assertThat(raw("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 403");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "null", "http://localhost:1", "http://localhost"})
    void foreignOriginIsRefused(String origin) throws Exception {
        assertThat(jolokia(READ, "Origin", origin).statusCode()).isEqualTo(403);
        assertThat(get("/observe/health", "Origin", origin).statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site"})
    void requestFromAnotherPageIsRefused(String site) throws Exception {
        assertThat(jolokia(READ, "Sec-Fetch-Site", site).statusCode()).isEqualTo(403);
    }

    private static final String ROUTE = "org.apache.camel:context=caravan,type=routes,name=\\\"one\\\"";
    private static final String READ = "{\"type\":\"read\",\"mbean\":\"" + ROUTE + "\",\"attribute\":\"State\"}";

    @Test
    void routesCanBeRead() throws Exception {
        HttpResponse<String> response = jolokia(READ);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("\"value\":\"Started\"").contains("\"status\":200");
        assertThat(jolokia("[" + READ + ",{\"type\":\"version\"}]").body()).contains("\"agent\":");
        assertThat(jolokia("{\"type\":\"search\",\"mbean\":\"org.apache.camel:type=routes,*\"}")
                        .body())
                .contains("context=caravan");
        assertThat(jolokia("{\"type\":\"list\"}").body())
                .contains("org.apache.camel")
                .doesNotContain("DiagnosticCommand");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"dumpRoutesAsXml()", "dumpRoutesStatsAsXml(boolean,boolean)\",\"arguments\":[true,true],\"x\":\""
            })
    void theDiagramsQuestionsAreAnswered(String operation) throws Exception {
        assertThat(jolokia(exec("org.apache.camel:context=caravan,type=context,name=\\\"caravan\\\"", operation))
                        .body())
                .contains("\"status\":200")
                .contains("one");
    }

    @Test
    void oneRouteCanBeStoppedAndStarted() throws Exception {
        assertThat(jolokia(exec(ROUTE, "stop()")).body()).contains("\"status\":200");
        assertThat(jolokia(READ).body()).contains("\"value\":\"Stopped\"");
        assertThat(jolokia(exec(ROUTE, "start()")).body()).contains("\"status\":200");
        assertThat(jolokia(READ).body()).contains("\"value\":\"Started\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "com.sun.management:type=DiagnosticCommand | vmFlags",
                "com.sun.management:type=DiagnosticCommand | vmSystemProperties",
                "com.sun.management:type=HotSpotDiagnostic | dumpHeap(java.lang.String,boolean)",
                "java.util.logging:type=Logging | setLoggerLevel",
                "JMImplementation:type=MBeanServerDelegate | x",
                "java.lang:type=Memory | gc",
                "org.apache.camel:context=caravan,type=context,name=\\\"caravan\\\" | stop()",
                "org.apache.camel:context=caravan,type=context,name=\\\"caravan\\\" | suspend",
                "org.apache.camel:context=caravan,type=context,name=\\\"caravan\\\" | sendBody(java.lang.String,java.lang.Object)",
                "org.apache.camel:context=caravan,type=context,name=\\\"caravan\\\" | createEndpoint",
                "org.apache.camel:context=caravan,type=context,name=\\\"caravan\\\" | dumpRoutesAsXml(boolean)",
                "org.apache.camel:context=caravan,type=routes,name=\\\"one\\\" | remove()",
                "org.apache.camel:context=caravan,type=routes,name=\\\"one\\\" | updateRouteFromXml(java.lang.String)",
                "jolokia:type=Config,agent=caravan | setDebug",
            })
    void everythingElseIsDeniedEvenToOurOwnPage(String bean, String operation) throws Exception {
        String body = jolokia(exec(bean, operation)).body();
        assertThat(body).doesNotContain("\"status\":200").doesNotContain("stacktrace");
        assertThat(body).containsAnyOf("\"status\":403", "\"status\":404");
    }

    @Test
    void nothingIsWritten() throws Exception {
        assertThat(jolokia("{\"type\":\"write\",\"mbean\":\"" + ROUTE + "\",\"attribute\":\"Tracing\",\"value\":true}")
                        .body())
                .contains("\"status\":403");
        assertThat(jolokia("{\"type\":\"write\",\"mbean\":\"java.lang:type=Memory\",\"attribute\":\"Verbose\","
                                + "\"value\":true}")
                        .body())
                .contains("\"status\":403");
    }

    @Test
    void theCommandLineIsNotShown() throws Exception {
        for (String attribute : new String[] {"SystemProperties", "InputArguments"}) {
            assertThat(jolokia("{\"type\":\"read\",\"mbean\":\"java.lang:type=Runtime\",\"attribute\":\"" + attribute
                                    + "\"}")
                            .body())
                    .contains("\"status\":403");
        }
        assertThat(jolokia("{\"type\":\"read\",\"mbean\":\"java.lang:type=Runtime\"}")
                        .body())
                .doesNotContain("java.class.path");
    }

    @Test
    void linksDoNothing() throws Exception {
        String path = "/hawtio/jolokia/exec/org.apache.camel:context=caravan,type=routes,name=%22one%22/stop";
        assertThat(get(path, "Accept", "*/*").statusCode()).isEqualTo(404);
        assertThat(jolokia(READ).body()).contains("\"value\":\"Started\"");
    }

    @Test
    void healthAndMetricsAreThere() throws Exception {
        assertThat(get("/observe/health").body()).contains("\"status\":\"UP\"");
        assertThat(get("/observe/info").body()).contains("caravan");
        assertThat(get("/observe/metrics").body())
                .contains("stream_frames_total 1.0")
                .contains("routes_exchanges_total{");
    }

    @Test
    void metricsTellWhatEachRouteHasDone() throws Exception {
        MAIN.getCamelTemplate().sendBody("direct:b", "an exchange");
        assertThat(get("/observe/metrics").body())
                .contains("routes_exchanges_total{outcome=\"completed\",route=\"two\"} 1.0")
                .contains("routes_exchanges_total{outcome=\"failed\",route=\"two\"} 0.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/q/dev", "/q/send", "/q/upload/x", "/q/jolokia", "/observe/dev", "/observe/jolokia"})
    void camelsOwnToolsAreOff(String path) throws Exception {
        assertThat(get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void hawtioFindsJolokiaByAGet() throws Exception {
        assertThat(get("/hawtio/jolokia", "Accept", "*/*").body()).contains("\"protocol\":");
        assertThat(get("/hawtio/jolokia?type=read&mbean=java.lang:type=Runtime", "Accept", "*/*")
                        .body())
                .contains("\"type\":\"version\"")
                .doesNotContain("VmName");
    }

    private static String exec(String bean, String operation) {
        return "{\"type\":\"exec\",\"mbean\":\"" + bean + "\",\"operation\":\"" + operation + "\"}";
    }

    private static HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).header("Accept", "text/html,*/*");
        if (headers.length > 0) {
            request.headers(headers);
            if (headers[0].equals("Accept")) {
                request.setHeader("Accept", headers[1]);
            }
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> jolokia(String body, String... headers) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri("/hawtio/jolokia")).POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        } else {
            request.header("Origin", "http://localhost:" + MANAGEMENT.port());
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static URI uri(String path) {
        return URI.create("http://localhost:" + MANAGEMENT.port() + path);
    }

    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), MANAGEMENT.port())) {
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
