package caravan.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The packed program in a process of its own, connected to a {@link Sender}; everything not said here is as shipped. */
final class Program implements AutoCloseable {
    /** The environment's folder below {@code data}. */
    static final String ENVIRONMENT = "demo";

    static final String KEY_ID = "11111111-2222-3333-4444-555555555555";
    private static final List<String> OPTIONS =
            List.of(System.getProperty("bench.options", "").split(" ", -1));
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final Path data;
    private final Path output;
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI metrics;
    private final String console;

    /**
     * Starts the program and waits until it is up.
     *
     * @param folder its working directory; keeps data that is there already
     * @param settings further settings, as environment variables
     */
    Program(Path folder, Sender sender, Map<String, String> settings) throws Exception {
        this(folder, sender, settings, OPTIONS);
    }

    /** @param flags of the virtual machine */
    Program(Path folder, Sender sender, Map<String, String> settings, List<String> flags) throws Exception {
        this(folder, connectedTo(sender, settings), flags);
    }

    /** @param settings where the exchange is, and all others that are not as shipped */
    Program(Path folder, Map<String, String> settings) throws Exception {
        this(folder, settings, OPTIONS);
    }

    private Program(Path folder, Map<String, String> settings, List<String> flags) throws Exception {
        Files.createDirectories(folder);
        data = folder.resolve("data").resolve(ENVIRONMENT);
        output = folder.resolve("output.log");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.removeIf(String::isEmpty);
        command.addAll(List.of("-jar", jar().toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
        builder.environment()
                .putAll(Map.of(
                        "KALSHI_ENVIRONMENT",
                        ENVIRONMENT,
                        "KALSHI_API_KEY_ID",
                        KEY_ID,
                        "KALSHI_PRIVATE_KEY_PATH",
                        key(folder).toString(),
                        "KALSHI_MARKETS",
                        "KXBENCH-26NOV20-T0",
                        "MANAGEMENT_PORT",
                        "0"));
        builder.environment().put("CONSOLE_PORT", "0");
        builder.environment().putAll(settings);
        process = builder.start();
        Path runFile = data.resolve("run.json");
        await("run.json", 60, () -> Files.exists(runFile) || !process.isAlive());
        if (!process.isAlive()) {
            throw new IllegalStateException(Files.readString(output));
        }
        JsonNode run = JSON.readTree(runFile.toFile());
        metrics = URI.create(run.at("/addresses/management").asText() + "/observe/metrics");
        console = run.at("/addresses/console").asText();
    }

    /** The packed program. */
    static Path jar() {
        return Path.of(System.getProperty("bench.jar", "target/caravan.jar")).toAbsolutePath();
    }

    private static Map<String, String> connectedTo(Sender sender, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("KALSHI_WS_URL", "ws://127.0.0.1:" + sender.exchangePort() + "/trade-api/ws/v2");
        all.put("KALSHI_REST_URL", "http://127.0.0.1:" + sender.httpPort() + "/trade-api/v2");
        return all;
    }

    private static Path key(Path folder) throws IOException, GeneralSecurityException {
        return key(
                folder,
                KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate());
    }

    /** Keeps a key where nobody else can read it. */
    static Path key(Path folder, PrivateKey key) throws IOException {
        Path file = Files.createDirectories(folder).resolve("key.pem").toAbsolutePath();
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(
                file,
                "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(key.getEncoded())
                        + "\n-----END PRIVATE KEY-----\n");
    }

    /** Where its databases and its spool are. */
    Path data() {
        return data;
    }

    /** Adds up a meter over those of its tags that the line must contain. */
    double metric(String name, String... tags) {
        String text;
        try {
            text = http.send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new IllegalStateException("expected an answer from " + metrics, e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return text.lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .filter(line -> List.of(tags).stream().allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** The newest row of what {@code history} tells, as its API does; missing where there is none. */
    JsonNode newest(String subject) throws IOException, InterruptedException {
        String token = Files.readString(data.resolve("console-token")).strip();
        HttpRequest request = HttpRequest.newBuilder(URI.create(console + "/api/" + subject + "?limit=1"))
                .header("Authorization", "Bearer " + token)
                .build();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("expected the newest of " + subject + ", found " + answer.body());
        }
        return JSON.readTree(answer.body()).path("rows").path(0);
    }

    /** Time that the processors have spent on it. */
    Duration processorTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Bytes that living objects take: the JDK's own histogram, which collects first and ends with the total. */
    long heapAfterCollection() throws IOException {
        Process histogram = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(process.pid()),
                        "GC.class_histogram")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader lines = histogram.inputReader(StandardCharsets.UTF_8)) {
            return lines.lines()
                    .filter(line -> line.startsWith("Total "))
                    .mapToLong(line -> Long.parseLong(line.strip().split(" +", -1)[2]))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Bytes of the machine's memory that it has, as Linux counts them. */
    long residentBytes() throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1_024)
                .findFirst()
                .orElseThrow();
    }

    /** Asks a question every 20 ms until the answer is yes. */
    static void await(String what, long seconds, BooleanSupplier question) {
        await(what, seconds, Duration.ofMillis(20), question);
    }

    /** Asks a question again and again until the answer is yes. */
    static void await(String what, long seconds, Duration pause, BooleanSupplier question) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        try {
            while (!question.getAsBoolean()) {
                if (System.nanoTime() > end) {
                    throw new IllegalStateException("expected " + what + " within " + seconds + " s");
                }
                TimeUnit.MILLISECONDS.sleep(pause.toMillis());
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Stops it as Ctrl-C does. */
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            throw new IllegalStateException("expected the program to stop within 20 s");
        }
    }

    /** What it said. */
    String output() throws IOException {
        return Files.readString(output);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
