package caravan.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The sandbox in a process of its own, whose account does only what a test asks for. */
final class SandboxProcess implements AutoCloseable {
    private static final Pattern REFERENCE = Pattern.compile("#(\\d+)");

    private final JavaProcess process;
    private final JsonNode ready;

    private SandboxProcess(JavaProcess process, JsonNode ready) {
        this.process = process;
        this.ready = ready;
    }

    /** @param more options of the command {@code sandbox} */
    static SandboxProcess start(Path folder, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("sandbox", "--port", "0", "--discord-port", "0", "--quiet-account", "--seed", "7"));
        arguments.addAll(List.of(more));
        JavaProcess process = JavaProcess.caravan(folder, Map.of(), arguments.toArray(String[]::new));
        String json = Waiting.line(process, "(?m)^ready (\\{.*})$", Duration.ofSeconds(30));
        try {
            return new SandboxProcess(process, new ObjectMapper().readTree(json));
        } catch (JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
    }

    /** What another process needs to use this exchange and this Discord as if they were the demo ones. */
    Map<String, String> asDemo() {
        Map<String, String> environment = new HashMap<>();
        environment.put("KALSHI_ENVIRONMENT", "demo");
        environment.put("KALSHI_REST_URL", ready.get("rest_url").asText());
        environment.put("KALSHI_WS_URL", ready.get("ws_url").asText());
        environment.put("KALSHI_API_KEY_ID", ready.get("key_id").asText());
        environment.put("KALSHI_PRIVATE_KEY_PATH", ready.get("key_file").asText());
        environment.put("DISCORD_WEBHOOK_URL", ready.get("webhook_url").asText());
        return environment;
    }

    /** The same for a client of others, which also wants to see Discord's bot and switches. */
    Map<String, String> asClientSees() {
        Map<String, String> environment = new HashMap<>(asDemo());
        String base = ready.get("discord_base_url").asText();
        environment.put("SANDBOX_DISCORD", discord() + "/");
        environment.put("DISCORD_BOT_TOKEN", ready.get("bot_token").asText());
        environment.put("DISCORD_CHANNEL_ID", ready.get("channel_id").asText());
        environment.put(
                "DISCORD_WEBHOOK_PATH", ready.get("webhook_url").asText().substring(base.length()));
        return environment;
    }

    JsonNode control(String path, String body) {
        return Http.post(exchange() + "/sandbox" + path, body);
    }

    JsonNode control(String path) {
        return control(path, "");
    }

    /** What the exchange itself tells below its switches, for example {@code /account}. */
    JsonNode truth(String path) {
        return Http.json(exchange() + "/sandbox" + path);
    }

    private JsonNode state() {
        return Http.json(exchange() + "/sandbox/state");
    }

    int connections() {
        return state().path("connections").path("total").asInt();
    }

    /** The signatures of all logins so far, hashed. */
    List<String> loginSignatures() {
        List<String> signatures = new ArrayList<>();
        state().path("login_signatures").forEach(signature -> signatures.add(signature.asText()));
        return signatures;
    }

    int rejectedLogins() {
        return state().path("rejected_logins").size();
    }

    /** The truth: every fill of the account, as trade id and order id, with its contracts. */
    Map<String, BigDecimal> fills() {
        Map<String, BigDecimal> fills = new TreeMap<>();
        for (JsonNode fill : Http.json(exchange() + "/sandbox/fills").path("fills")) {
            fills.put(
                    fill.get("trade_id").asText() + " " + fill.get("order_id").asText(),
                    new BigDecimal(fill.get("count_fp").asText()));
        }
        return fills;
    }

    /** What the exchange paid back of fees that it had rounded up; its messages do not tell. */
    BigDecimal rebates() {
        BigDecimal rebates = BigDecimal.ZERO;
        for (JsonNode fill : Http.json(exchange() + "/sandbox/fills").path("fills")) {
            rebates = rebates.add(new BigDecimal(fill.get("rebate_dollars").asText()));
        }
        return rebates;
    }

    JsonNode messages() {
        return Http.json(discord() + "/sandbox/messages").path("messages");
    }

    /** The contracts that the messages tell about, each notification counted once. */
    BigDecimal contractsTold() {
        Set<String> references = new HashSet<>();
        BigDecimal contracts = BigDecimal.ZERO;
        for (JsonNode message : messages()) {
            if (references.add(reference(message))) {
                contracts = contracts.add(field(message, "Contracts"));
            }
        }
        return contracts;
    }

    /** The short reference in a message's footer, which names its notification. */
    static String reference(JsonNode message) {
        Matcher matcher =
                REFERENCE.matcher(embed(message).path("footer").path("text").asText());
        if (!matcher.find()) {
            throw new AssertionError("expected a reference such as #12 in the footer, found " + message);
        }
        return matcher.group(1);
    }

    static JsonNode embed(JsonNode message) {
        return message.path("message").path("embeds").path(0);
    }

    private static BigDecimal field(JsonNode message, String name) {
        for (JsonNode field : embed(message).path("fields")) {
            if (field.path("name").asText().equals(name)) {
                return new BigDecimal(field.path("value").asText().replace(",", ""));
            }
        }
        throw new AssertionError("expected a field " + name + ", found " + message);
    }

    String exchange() {
        return origin(ready.get("rest_url").asText());
    }

    String discord() {
        return origin(ready.get("webhook_url").asText());
    }

    private static String origin(String url) {
        return url.substring(0, url.indexOf('/', url.indexOf("//") + 2));
    }

    @Override
    public void close() {
        process.close();
    }
}
