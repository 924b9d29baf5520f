package caravan.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees in Hawtio, in a real browser. */
class HawtioIT {
    private static final String TREE = "[...document.querySelectorAll('.pf-v6-c-tree-view__node-text')]";
    /** The id of the node that a diagram begins with, which every route has for itself; empty where it shows several. */
    private static final String DIAGRAM = "(ids => ids && new Set(ids).size === 1 ? ids[0] : '')"
            + "([...document.querySelectorAll('.react-flow__node')].map(node => node.innerText).join()"
            + ".match(/ID: from\\d+/g))";

    private static final String FAILED = "document.body.innerText.includes('An error occurred')";

    private static final Pattern ROUTE = Pattern.compile("(?m)^- route:\\R    id: (\\S+)");

    /** A route that Hawtio cannot draw keeps it from drawing any, so that a few are enough to be looked at. */
    @Test
    void routesAreDrawn(@TempDir Path folder, @TempDir Path profile) throws IOException {
        Optional<Path> chromium = Browser.installed();
        assumeTrue(chromium.isPresent(), "neither Chromium nor Chrome is installed");
        try (RunningCaravan caravan = RunningCaravan.start(folder, Map.of());
                Browser browser = Browser.start(chromium.get(), profile)) {
            JsonNode addresses = caravan.awaitRunFile().path("addresses");
            browser.open(addresses.path("management").asText() + "/hawtio/camel/routeDiagram");
            browser.await("the tree of routes", TREE + ".some(node => node.innerText === 'store-trades')");

            assertThat(routes(browser)).containsAll(oneOfEachFile()).contains("store-tickers");
            Set<String> seen = new HashSet<>();
            List<String> first = oneOfEachFile();
            for (String route : List.of(first.get(0), first.get(first.size() / 2), first.get(first.size() - 1))) {
                browser.evaluate(TREE + ".find(node => node.innerText === '" + route + "').click()");
                browser.await("the diagram of " + route, () -> {
                    assertThat(browser.evaluate(FAILED).asBoolean())
                            .as("Hawtio cannot draw " + route)
                            .isFalse();
                    String diagram = browser.evaluate(DIAGRAM).asText();
                    return !diagram.isEmpty() && seen.add(diagram);
                });
            }
        }
    }

    private static List<String> oneOfEachFile() throws IOException {
        List<String> routes = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of("routes"), "*.camel.yaml")) {
            for (Path file : files) {
                Matcher first = ROUTE.matcher(Files.readString(file));
                assertThat(first.find()).as(file + " has a route").isTrue();
                routes.add(first.group(1));
            }
        }
        return routes.stream().sorted().toList();
    }

    /** What the tree shows between its folders of routes and of endpoints. */
    private static List<String> routes(Browser browser) {
        List<String> names = new ArrayList<>();
        browser.evaluate(TREE + ".map(node => node.innerText)").forEach(name -> names.add(name.asText()));
        return names.subList(names.indexOf("routes") + 1, names.indexOf("endpoints"));
    }
}
