package caravan.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.vertx.HttpMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what a request asks for out of it, as names and texts, and everything else off the message: no header from
 * outside gets to an endpoint behind.
 */
public final class ApiRequest {
    private static final Logger LOG = LoggerFactory.getLogger(ApiRequest.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Makes the parameters of the path and the query the body. */
    public void parameters(Exchange exchange) {
        HttpMessage message = message(exchange);
        Map<String, String> parameters = new LinkedHashMap<>();
        try {
            ofPath(exchange, message.getRequest(), parameters);
            ofQuery(message.getRequest(), parameters);
        } catch (IllegalArgumentException undecodable) {
            throw new BadRequestException("expected a path and a query in UTF-8, found other percent signs");
        }
        message.removeHeaders("*");
        message.setBody(parameters);
    }

    /** Says which rows are asked for, where the path does. */
    public void subject(@Body Map<String, String> parameters, String name) {
        put(parameters, "subject", name);
    }

    /** Makes the JSON object that was sent the body. */
    public void object(Exchange exchange) {
        HttpMessage message = message(exchange);
        String text = message.getBody(String.class);
        message.removeHeaders("*");
        try {
            JsonNode object = text == null ? null : JSON.readTree(text);
            if (object == null || !object.isObject()) {
                throw new BadRequestException("expected a JSON object, found "
                        + (object == null || object.isMissingNode() ? "nothing" : "something else"));
            }
            message.setBody(object);
        } catch (JsonProcessingException noJson) {
            throw new BadRequestException("expected JSON, found: " + noJson.getOriginalMessage());
        }
    }

    /** Makes the plain values of the JSON object that was sent the body, as names and texts. */
    public void values(Exchange exchange) {
        object(exchange);
        Map<String, String> values = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry :
                exchange.getMessage().getBody(JsonNode.class).properties()) {
            if (!entry.getValue().isValueNode()) {
                throw new BadRequestException("expected plain values, found a list or an object: "
                        + entry.getValue().getNodeType());
            }
            if (!entry.getValue().isNull()) {
                values.put(entry.getKey(), entry.getValue().asText());
            }
        }
        exchange.getMessage().setBody(values);
    }

    /** Takes what a person orders: the names {@code reason} and {@code by}, of which the second is api where nobody says. */
    public void order(Exchange exchange) {
        values(exchange);
        Map<String, String> given = new LinkedHashMap<>();
        exchange.getMessage()
                .getBody(Map.class)
                .forEach((name, value) -> given.put(String.valueOf(name), String.valueOf(value)));
        for (String name : given.keySet()) {
            if (!name.equals("reason") && !name.equals("by")) {
                throw new BadRequestException("expected reason and by, found another name");
            }
        }
        given.put("by", given.getOrDefault("by", "api").equals("cli") ? "cli" : "api");
        given.putIfAbsent("reason", "");
        exchange.getMessage().setBody(given);
    }

    /** Lets go of the file that is being sent when the other side goes away. */
    public void closeWithConnection(Exchange exchange) {
        if (exchange.getMessage() instanceof HttpMessage message
                && message.getBody() instanceof InputStream file
                && message.getResponse() != null) {
            message.getResponse().closeHandler(gone -> close(file));
        }
    }

    private static void close(InputStream file) {
        try {
            file.close();
        } catch (IOException e) {
            LOG.warn("A list that nobody reads any more could not be removed", e);
        }
    }

    private static HttpMessage message(Exchange exchange) {
        if (exchange.getMessage() instanceof HttpMessage message) {
            return message;
        }
        throw new IllegalStateException("expected a message that came in by platform-http, found another");
    }

    private static void ofPath(Exchange exchange, HttpServerRequest request, Map<String, String> parameters) {
        List<String> names = List.of(
                ((PlatformHttpEndpoint) exchange.getFromEndpoint()).getPath().split("/", -1));
        List<String> parts = List.of(request.path().split("/", -1));
        for (int i = 0; i < names.size() && i < parts.size(); i++) {
            if (names.get(i).startsWith("{")) {
                String name = names.get(i).substring(1, names.get(i).length() - 1);
                put(parameters, name, URLDecoder.decode(parts.get(i).replace("+", "%2B"), StandardCharsets.UTF_8));
            }
        }
    }

    /** Vert.x would give the names of the path as well. */
    private static void ofQuery(HttpServerRequest request, Map<String, String> parameters) {
        String query = request.query();
        if (query != null) {
            new QueryStringDecoder(query, false)
                    .parameters()
                    .forEach((name, values) -> values.forEach(value -> put(parameters, name, value)));
        }
    }

    private static void put(Map<String, String> parameters, String name, String value) {
        if (parameters.put(name, value) != null) {
            throw new BadRequestException("expected each parameter once, found one twice");
        }
    }
}
