package caravan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import caravan.Shared;
import caravan.e2e.Readme;
import caravan.kalshi.catalogue.Budget;
import caravan.kalshi.catalogue.Operation;
import caravan.kalshi.catalogue.Operations;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Takes the tour as its page says, at one sandbox, and compares what is printed with what the page promises. */
class TourTest {
    private static final Path PAGE = Path.of("src/docs/tour.md");
    private static final Pattern SETTING = Pattern.compile("-D([\\w.-]+)=(\\S+)");
    private static final String MARK = "@@@ ";
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private final Readme page = Readme.read(PAGE);
    private final Set<String> logged = ConcurrentHashMap.newKeySet();

    @Test
    void everyCommandDoesWhatThePageSays() throws Exception {
        Settings settings = Settings.load(Map.of(), ofThePage(), Path.of("").toAbsolutePath());
        Launch launch = Launch.of(settings);
        Logger routes = (Logger) LoggerFactory.getLogger("caravan.tour");
        Listener listener = new Listener();
        listener.start();
        routes.setLevel(Level.INFO);
        routes.setAdditive(false);
        routes.addAppender(listener);
        try (Pipeline pipeline = new Pipeline(launch, InstantSource.system())) {
            pipeline.start();
            try (RunFile file = RunFile.write(
                    launch.data(),
                    Environment.SANDBOX,
                    InstantSource.system().instant(),
                    pipeline.addresses(),
                    Optional.empty())) {
                // The market of the tour has traded, and the account too: there is something to see.
                await().atMost(SOON)
                        .until(() -> logged.contains("user-fills "
                                + shape("KXA-B ASK 1 at 1, order " + "11111111-2222-3333-4444-555555555555")));
                await().atMost(SOON).until(() -> logged.contains("traded"));
                String commands = commands(pipeline.addresses().get("exchange").getPort());
                compare(TypedScript.typed(folder, commands, Map.of("COLUMNS", "100")));
                routesHavePrinted();
            }
        } finally {
            routes.detachAppender(listener);
            routes.setAdditive(true);
            routes.setLevel(null);
        }
    }

    /** What the page starts the program with, and what makes the sandbox livelier and keeps it out of the way. */
    private Properties ofThePage() {
        String start = page.blocks().stream()
                .filter(block -> block.language().equals("sh") && block.text().contains("java -D"))
                .findFirst()
                .orElseThrow()
                .text();
        Properties properties = new Properties();
        Matcher setting = SETTING.matcher(start);
        while (setting.find()) {
            properties.setProperty(setting.group(1), setting.group(2));
        }
        assertThat(properties).containsKeys("caravan.stages", "caravan.routes-dir");
        properties.setProperty("data.dir", folder.resolve("data").toString());
        properties.setProperty("sandbox.order-interval", "500ms");
        properties.setProperty("sandbox.rate", "4");
        for (String port :
                List.of("sandbox.exchange-port", "sandbox.discord-port", "management.port", "console.port")) {
            properties.setProperty(port, "0");
        }
        return properties;
    }

    private String commands(int port) {
        return page.blocks().stream()
                .filter(block -> block.language().equals("bash"))
                .map(block -> "echo '" + MARK + block.line() + "'\n"
                        + block.text().replace("http://127.0.0.1:8090", "http://127.0.0.1:" + port))
                .collect(Collectors.joining());
    }

    private void compare(String printed) {
        Map<Integer, List<String>> byBlock = new ConcurrentHashMap<>();
        int block = 0;
        for (String line : printed.lines().toList()) {
            if (line.startsWith(MARK)) {
                block = Integer.parseInt(line.substring(MARK.length()));
                byBlock.put(block, new ArrayList<>());
            } else {
                byBlock.get(block).add(line);
            }
        }
        SoftAssertions softly = new SoftAssertions();
        Readme.Block typed = null;
        int compared = 0;
        for (Readme.Block next : page.blocks()) {
            if (next.language().equals("text") && typed != null) {
                List<String> found =
                        byBlock.getOrDefault(typed.line(), List.of("not typed, the script has ended before"));
                softly.assertThat(missing(next.text(), found))
                        .as("%s, %s; printed:%n%s", PAGE, typed, String.join("\n", found))
                        .isEmpty();
                compared++;
            }
            typed = next.language().equals("bash") ? next : null;
        }
        softly.assertAll();
        assertThat(compared).isGreaterThan(20).isEqualTo(byBlock.size());
    }

    /** The first promised lines that were not printed; lines that stand together come together. */
    private static List<String> missing(String promised, List<String> printed) {
        List<String> shapes = printed.stream().map(TourTest::shape).toList();
        int from = 0;
        for (String part : promised.split("(?m)^…\\R")) {
            List<String> lines = part.lines().toList();
            int at = from;
            while (at + lines.size() <= shapes.size() && !fits(lines, shapes.subList(at, at + lines.size()))) {
                at++;
            }
            if (at + lines.size() > shapes.size()) {
                return lines;
            }
            from = at + lines.size();
        }
        return List.of();
    }

    private static boolean fits(List<String> promised, List<String> shapes) {
        for (int i = 0; i < promised.size(); i++) {
            String shape = shape(promised.get(i));
            boolean fits = shape.endsWith("…")
                    ? shapes.get(i).startsWith(shape.substring(0, shape.length() - 1))
                    : shapes.get(i).equals(shape);
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    /** A line without what differs from day to day. */
    private static String shape(String line) {
        return line.replaceAll("\\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\b", "<id>")
                .replaceAll("KX[A-Z0-9.-]+", "<ticker>")
                .replaceAll("\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z?", "<time>")
                .replaceAll("(?<![\\w:])-?\\d+(\\.\\d+)?", "<n>")
                .replaceAll("tour-\\d+|:\\d+(?=/)", "<n>")
                .replaceAll("\\b(BID|ASK)\\b", "<side>")
                .replaceAll("\\s+", " ")
                .strip();
    }

    private void routesHavePrinted() {
        String promised = page.blocks().stream()
                .filter(block -> block.language().equals("log"))
                .findFirst()
                .orElseThrow()
                .text();
        assertThat(promised.lines().map(line -> line.split(" ")[0]).distinct())
                .containsExactlyInAnyOrderElementsOf(routeFiles());
        promised.lines().forEach(line -> await(line).atMost(SOON).until(() -> logged.contains(shape(line))));
    }

    private List<String> routeFiles() {
        try (Stream<Path> files = Files.list(Path.of("src/docs/tour"))) {
            return files.map(file -> file.getFileName().toString().replace(".camel.yaml", ""))
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void everyScriptHasItsCommandAndItsCost() throws IOException {
        List<List<String>> rows = page.rows().stream()
                .filter(row -> row.size() == 3 && row.get(0).contains(".py"))
                .toList();
        assertThat(rows).hasSize(42);
        String typed = page.blocks().stream()
                .filter(block -> block.language().equals("bash"))
                .map(Readme.Block::text)
                .collect(Collectors.joining());
        for (List<String> row : rows) {
            List<Operation> operations = Pattern.compile("\\b[A-Z]\\w+")
                    .matcher(row.get(1))
                    .results()
                    .flatMap(name -> Operations.find(name.group()).stream())
                    .toList();
            assertThat(row.get(2).strip())
                    .as(row.get(0))
                    .isEqualTo(operations.stream().map(TourTest::cost).collect(Collectors.joining(", ")));
            assertThat(operations).allMatch(operation -> typed.contains("call " + operation.name()), "is on the tour");
            Matcher route = Pattern.compile("[\\w-]+\\.camel\\.yaml").matcher(row.get(1));
            assertThat(operations.isEmpty() && !row.get(1).startsWith("nothing: "))
                    .isEqualTo(route.find());
        }
        Path original = Shared.file("originals/S5-api-demos.txt");
        if (Files.exists(original)) {
            assertThat(scripts(Files.readString(original)))
                    .containsExactlyElementsOf(rows.stream()
                            .map(row -> row.get(0).replace("`", ""))
                            .toList());
        }
    }

    private static String cost(Operation operation) {
        return operation.cost()
                + (operation.budget() == Budget.WRITE ? " write" : " read")
                + operation.costForEach().map(list -> " for each of " + list).orElse("");
    }

    /** The scripts below the headings of their folders. */
    private static List<String> scripts(String readme) {
        List<String> scripts = new ArrayList<>();
        Matcher lines = Pattern.compile("(?m)^### `(\\w+/)`|^\\| `(\\w+\\.py)`").matcher(readme);
        String directory = "";
        while (lines.find()) {
            if (lines.group(1) != null) {
                directory = lines.group(1);
            } else {
                scripts.add(directory + lines.group(2));
            }
        }
        return scripts;
    }

    /** Remembers what the routes have printed: its shape, and whether the market of the tour was traded. */
    private final class Listener extends AppenderBase<ILoggingEvent> {
        @Override
        protected void append(ILoggingEvent event) {
            String name = event.getLoggerName().substring("caravan.tour.".length());
            logged.add(shape(name + " " + event.getFormattedMessage()));
            if (name.equals("public-trades") && event.getFormattedMessage().matches("KXHIGHNY-\\w+-B53\\.5 .*")) {
                logged.add("traded");
            }
        }
    }
}
