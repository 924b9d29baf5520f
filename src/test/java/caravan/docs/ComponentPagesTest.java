package caravan.docs;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.main.Main;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The components' pages have the options that there are, and examples that Camel takes.
 *
 * <p>{@code mvn -Dtest=ComponentPagesTest -Dpages.write test} writes the tables anew.
 */
class ComponentPagesTest {
    private static final Path DOCS = Path.of("src", "docs");
    private static final Pattern TABLE = Pattern.compile("<!-- (\\w+) (\\w+) -->\n(.*?)<!-- end -->", Pattern.DOTALL);
    private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"kalshi", "discord"})
    void optionsAreThoseThatThereAre(String component) throws IOException {
        Path page = DOCS.resolve(component + "-component.md");
        String found = Files.readString(page);
        Matcher tables = TABLE.matcher(found);
        StringBuilder expected = new StringBuilder();
        while (tables.find()) {
            String table = OptionTable.of(tables.group(1), tables.group(2));
            tables.appendReplacement(
                    expected,
                    Matcher.quoteReplacement(
                            "<!-- %s %s -->\n%s<!-- end -->".formatted(tables.group(1), tables.group(2), table)));
        }
        tables.appendTail(expected);
        if (System.getProperty("pages.write") != null) {
            Files.writeString(page, expected);
        }
        assertThat(Files.readString(page))
                .as("-Dpages.write writes the tables anew")
                .isEqualTo(expected.toString());
    }

    @Test
    void examplesAreRoutes() throws Exception {
        for (String component : List.of("kalshi", "discord")) {
            List<String> examples = EXAMPLE.matcher(Files.readString(DOCS.resolve(component + "-component.md")))
                    .results()
                    .map(MatchResult::group)
                    .map(block -> block.replaceAll("```(yaml\n)?", ""))
                    .toList();
            assertThat(examples).hasSizeGreaterThan(3);
            load(examples);
        }
    }

    /** Loads the routes without running them, in an application that has the components' options and no more. */
    private void load(List<String> examples) throws Exception {
        Sandbox.Key key = Sandbox.keyIn(folder);
        Main main = new Main();
        Properties properties = new Properties();
        properties.setProperty("camel.main.autoStartup", "false");
        properties.setProperty("camel.component.kalshi.environment", "http://127.0.0.1:1");
        properties.setProperty("camel.component.kalshi.api-key-id", key.id());
        properties.setProperty(
                "camel.component.kalshi.private-key-path", key.file().toString());
        properties.setProperty("camel.component.discord.base-url", "http://127.0.0.1:1");
        properties.setProperty("others.webhook-url", "https://discord.com/api/webhooks/1/abcdefgh");
        main.setDefaultPropertyPlaceholderLocation("false");
        main.setOverrideProperties(properties);
        main.start();
        try {
            for (int i = 0; i < examples.size(); i++) {
                PluginHelper.getRoutesLoader(main.getCamelContext())
                        .loadRoutes(ResourceHelper.fromString("example-" + i + ".camel.yaml", examples.get(i)));
            }
            assertThat(main.getCamelContext().getRoutes())
                    .noneMatch(route -> route.isAutoStartup() && isStarted(main, route.getRouteId()));
            assertThat(main.getCamelContext().getRoutes()).hasSizeGreaterThanOrEqualTo(examples.size());
        } finally {
            main.stop();
        }
    }

    private static boolean isStarted(Main main, String route) {
        return main.getCamelContext().getRouteController().getRouteStatus(route).isStarted();
    }
}
