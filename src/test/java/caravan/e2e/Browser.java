package caravan.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A real browser without a window, driven over its own debugging protocol.
 *
 * @see <a href="https://chromedevtools.github.io/devtools-protocol/">Chrome DevTools Protocol</a>
 */
final class Browser implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Process process;
    private final WebSocket socket;
    private final Map<Integer, CompletableFuture<JsonNode>> replies = new ConcurrentHashMap<>();
    private int lastId;

    private Browser(Process process, String page) {
        this.process = process;
        this.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create(page), new Replies())
                .join();
    }

    /** Where Chromium or Chrome is installed; empty where there is none. */
    static Optional<Path> installed() {
        return Stream.of(System.getenv("PATH").split(":"))
                .flatMap(folder -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** @param folder for its profile */
    static Browser start(Path executable, Path folder) {
        try {
            Process process = new ProcessBuilder(
                            executable.toString(),
                            "--headless=new",
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--no-first-run",
                            "--window-size=1400,1000",
                            "--remote-debugging-port=0",
                            "--user-data-dir=" + folder,
                            "about:blank")
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("browser.log").toFile())
                    .start();
            Path portFile = folder.resolve("DevToolsActivePort");
            Waiting.until("the browser", PATIENCE, () -> Files.exists(portFile) && Files.size(portFile) > 0);
            String port = Files.readAllLines(portFile).get(0);
            for (JsonNode target : Http.json("http://127.0.0.1:" + port + "/json/list")) {
                if (target.path("type").asText().equals("page")) {
                    return new Browser(
                            process, target.path("webSocketDebuggerUrl").asText());
                }
            }
            process.destroyForcibly();
            throw new AssertionError("expected a browser with a page, found none");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void open(String url) {
        command("Page.navigate", JSON.createObjectNode().put("url", url));
    }

    /** What an expression in the page amounts to. */
    JsonNode evaluate(String expression) {
        ObjectNode parameters =
                JSON.createObjectNode().put("expression", expression).put("returnByValue", true);
        JsonNode result = command("Runtime.evaluate", parameters);
        if (result.has("exceptionDetails")) {
            throw new AssertionError(expression + " failed in the page: " + result.get("exceptionDetails"));
        }
        return result.path("result").path("value");
    }

    /** Waits until an expression in the page is true. */
    void await(String what, String expression) {
        await(what, () -> evaluate("Boolean(" + expression + ")").asBoolean());
    }

    /** Waits for the page; shows what it says when that does not come. */
    void await(String what, Callable<Boolean> condition) {
        try {
            Waiting.until(what, PATIENCE, condition);
        } catch (ConditionTimeoutException late) {
            throw new AssertionError(
                    what + " took too long; the page says:\n"
                            + evaluate("document.body.innerText").asText(),
                    late);
        }
    }

    private JsonNode command(String method, ObjectNode parameters) {
        int id = ++lastId;
        CompletableFuture<JsonNode> reply = new CompletableFuture<>();
        replies.put(id, reply);
        ObjectNode command = JSON.createObjectNode().put("id", id).put("method", method);
        command.set("params", parameters);
        socket.sendText(command.toString(), true).join();
        return reply.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        command("Browser.close", JSON.createObjectNode());
        socket.abort();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Hands each reply to whoever waits for it. */
    private final class Replies implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                reply(text.toString());
                text.setLength(0);
            }
            from.request(1);
            return CompletableFuture.completedFuture(null);
        }

        private void reply(String message) {
            try {
                JsonNode node = JSON.readTree(message);
                CompletableFuture<JsonNode> waiting =
                        node.has("id") ? replies.remove(node.get("id").asInt()) : null;
                if (waiting != null) {
                    waiting.complete(node.path("result"));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
