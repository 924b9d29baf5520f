package caravan.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    @Test
    void everyRouteIsDrawn(@TempDir Path folder, @TempDir Path profile) {
        Optional<Path> chromium = Browser.installed();
        assumeTrue(chromium.isPresent(), "neither Chromium nor Chrome is installed");
        try (RunningCaravan caravan = RunningCaravan.start(folder, Map.of());
                Browser browser = Browser.start(chromium.get(), profile)) {
            JsonNode addresses = caravan.awaitRunFile().path("addresses");
            browser.open(addresses.path("management").asText() + "/hawtio/camel/routeDiagram");
            browser.await("the tree of routes", TREE + ".some(node => node.innerText === 'store-trades')");

            List<String> routes = routes(browser);
            assertThat(routes).contains("market-data", "fills", "notifications", "deliver", "store-tickers");
            Set<String> seen = new HashSet<>();
            for (String route : routes) {
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

    /** What the tree shows between its folders of routes and of endpoints. */
    private static List<String> routes(Browser browser) {
        List<String> names = new ArrayList<>();
        browser.evaluate(TREE + ".map(node => node.innerText)").forEach(name -> names.add(name.asText()));
        return names.subList(names.indexOf("routes") + 1, names.indexOf("endpoints"));
    }
}
