package caravan.kalshi.rest;

import caravan.kalshi.KalshiComponent;
import caravan.kalshi.auth.RequestSigner;
import caravan.kalshi.auth.SigningKey;
import caravan.kalshi.auth.TestKeys;
import caravan.kalshi.catalogue.Operation;
import caravan.kalshi.catalogue.Operations;
import caravan.kalshi.catalogue.Parameter;
import caravan.kalshi.catalogue.Parameter.Place;
import caravan.sandbox.exchange.rest.OpenApiSpec;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * Calls operations, with every parameter that they have, at a server that holds each request against the catalogue and gives
 * the answer that is recorded for it.
 */
final class RecordedCalls implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BASE = "/trade-api/v2";

    private final LoopbackServer server = new LoopbackServer().allowingPlenty();
    private final ProducerTemplate routes;
    private final JsonNode recorded;
    private final List<String> problems = new ArrayList<>();

    RecordedCalls(DefaultCamelContext context, KalshiComponent kalshi) throws IOException {
        kalshi.setRestUrl(server.base().toString());
        kalshi.setSigner(new RequestSigner(
                "key-id", SigningKey.fromPem(TestKeys.pkcs8(TestKeys.ED25519)), InstantSource.system()));
        kalshi.setRawWrites(true);
        context.addComponent("kalshi", kalshi);
        routes = context.createProducerTemplate();
        try (InputStream file = RecordedCalls.class.getResourceAsStream("/kalshi/recorded-answers.json")) {
            recorded = JSON.readTree(file);
        }
    }

    /** The operations that something is recorded for. */
    Set<String> names() {
        Set<String> names = new TreeSet<>();
        recorded.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** What each of them answered. */
    Map<String, Object> callAll() {
        Map<String, Object> answers = new LinkedHashMap<>();
        names().forEach(name -> answers.put(name, call(Operations.named(name))));
        return answers;
    }

    private Object call(Operation operation) {
        JsonNode answer = recorded.path(operation.name());
        server.answerFromNowOn(exchange -> {
            check(operation, exchange);
            byte[] body = answer.has("body") ? JSON.writeValueAsBytes(answer.path("body")) : new byte[0];
            exchange.sendResponseHeaders(answer.path("status").asInt(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        });
        Object got = routes.requestBody("kalshi:" + operation.name(), Samples.of(operation));
        JsonNode expected = answer.has("body") ? answer.path("body") : JSON.createObjectNode();
        expect(operation, "answer", expected.toString(), got.toString());
        OpenApiSpec.shared().ifPresent(specification -> checkRecorded(specification, operation, answer));
        return got;
    }

    /** The answers are our own: they must be such as the exchange could give. */
    private void checkRecorded(OpenApiSpec specification, Operation operation, JsonNode answer) {
        String path = operation.path().replaceAll("\\{[^}]*}", "some");
        specification
                .check(
                        operation.method(),
                        path,
                        answer.path("status").asInt(),
                        answer.has("body") ? answer.path("body") : null)
                .stream()
                .filter(line -> !operation.name().equals("GetWeatherIndexCalibrations"))
                .forEach(problems::add);
    }

    private void check(Operation operation, HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        expect(operation, "method", operation.method(), exchange.getRequestMethod());
        expect(operation, "path", BASE + path(operation), path);
        expect(
                operation,
                "query",
                query(operation).toString(),
                query(exchange.getRequestURI().getRawQuery()).toString());
        String body = server.requests.get(server.requests.size() - 1).body();
        boolean writes = operation.method().equals("POST") || operation.method().equals("PUT");
        Set<String> fields = new TreeSet<>();
        if (!body.isEmpty()) {
            JSON.readTree(body).fieldNames().forEachRemaining(fields::add);
        }
        expect(operation, "fields", names(operation, Place.BODY).toString(), fields.toString());
        expect(operation, "body", writes || !fields.isEmpty(), !body.isEmpty());
        expect(
                operation,
                "content type",
                body.isEmpty() ? "null" : "application/json",
                String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type")));
        String signature = exchange.getRequestHeaders().getFirst("KALSHI-ACCESS-SIGNATURE");
        expect(operation, "signed", operation.signed(), signature != null);
        if (signature != null) {
            String time = exchange.getRequestHeaders().getFirst("KALSHI-ACCESS-TIMESTAMP");
            expect(operation, "key", "key-id", exchange.getRequestHeaders().getFirst("KALSHI-ACCESS-KEY"));
            expect(
                    operation,
                    "signature is right",
                    true,
                    TestKeys.verifies(TestKeys.ED25519.getPublic(), time + operation.method() + path, signature));
        }
    }

    private static String path(Operation operation) {
        String path = operation.path();
        for (Parameter parameter : operation.parameters(Place.PATH)) {
            path = path.replace(
                    "{" + parameter.name() + "}",
                    Samples.of(parameter)
                            .toString()
                            .replace(" ", "%20")
                            .replace("/", "%2F")
                            .replace("ü", "%C3%BC"));
        }
        return path;
    }

    private static Set<String> query(Operation operation) {
        Set<String> pairs = new TreeSet<>();
        for (Parameter parameter : operation.parameters(Place.QUERY)) {
            Object value = Samples.of(parameter);
            if (!(value instanceof List<?> several)) {
                pairs.add(parameter.name() + "=" + value);
            } else if (parameter.list() == Parameter.Listing.COMMA) {
                pairs.add(parameter.name() + "=" + several.get(0) + "," + several.get(1));
            } else {
                several.forEach(one -> pairs.add(parameter.name() + "=" + one));
            }
        }
        return pairs;
    }

    private static Set<String> query(String raw) {
        Set<String> pairs = new TreeSet<>();
        for (String pair : raw == null ? new String[0] : raw.split("&", -1)) {
            pairs.add(URLDecoder.decode(pair, StandardCharsets.UTF_8));
        }
        return pairs;
    }

    private static Set<String> names(Operation operation, Place place) {
        Set<String> names = new TreeSet<>();
        operation.parameters(place).forEach(parameter -> names.add(parameter.name()));
        return names;
    }

    private void expect(Operation operation, String what, Object expected, Object found) {
        if (!expected.equals(found)) {
            problems.add("%s: %s: expected %s, found %s".formatted(operation, what, expected, found));
        }
    }

    /** Where a request, or what came of an answer, was other than expected. */
    List<String> problems() {
        return problems;
    }

    @Override
    public void close() {
        server.close();
    }
}
