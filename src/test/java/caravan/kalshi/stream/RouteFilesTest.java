package caravan.kalshi.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import caravan.model.MarketSummary;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;

/** The real route files, on real sockets, with the settings as they are shipped. */
class RouteFilesTest {
    @Test
    void twoConnectionsSubscribeAsTheSettingsSay() throws Exception {
        List<String> subscribed = subscriptions("KX-1, KX-2");
        assertThat(subscribed)
                .containsExactlyInAnyOrder(
                        "{\"channels\":[\"orderbook_delta\"],\"market_tickers\":[\"KX-1\",\"KX-2\"],\"use_yes_price\":true}",
                        "{\"channels\":[\"ticker\"],\"market_tickers\":[\"KX-1\",\"KX-2\"]}",
                        "{\"channels\":[\"trade\"],\"market_tickers\":[\"KX-1\",\"KX-2\"]}",
                        "{\"channels\":[\"market_lifecycle_v2\"]}",
                        "{\"channels\":[\"fill\"]}",
                        "{\"channels\":[\"user_orders\"]}",
                        "{\"channels\":[\"market_positions\"]}",
                        "{\"channels\":[\"order_group_updates\"]}");
    }

    @Test
    void starStandsForEveryMarketButNotForOrderBooks() throws Exception {
        assertThat(subscriptions("*"))
                .containsExactlyInAnyOrder(
                        "{\"channels\":[\"ticker\"]}",
                        "{\"channels\":[\"trade\"]}",
                        "{\"channels\":[\"market_lifecycle_v2\"]}",
                        "{\"channels\":[\"fill\"]}",
                        "{\"channels\":[\"user_orders\"]}",
                        "{\"channels\":[\"market_positions\"]}",
                        "{\"channels\":[\"order_group_updates\"]}");
    }

    @Test
    void withoutMarketsTheChannelsAboutThemAreLeftOut() throws Exception {
        assertThat(subscriptions(""))
                .containsExactlyInAnyOrder(
                        "{\"channels\":[\"market_lifecycle_v2\"]}",
                        "{\"channels\":[\"fill\"]}",
                        "{\"channels\":[\"user_orders\"]}",
                        "{\"channels\":[\"market_positions\"]}",
                        "{\"channels\":[\"order_group_updates\"]}");
    }

    private static List<String> subscriptions(String markets) throws Exception {
        try (TestExchange exchange = new TestExchange()) {
            StreamRig rig = new StreamRig(exchange.url());
            try {
                PropertiesComponent properties = (PropertiesComponent) rig.context.getPropertiesComponent();
                properties.setLocation("file:application.properties");
                Properties overrides = new Properties();
                overrides.setProperty("kalshi.markets", markets);
                properties.setOverrideProperties(overrides);
                List<Object> recorded = new CopyOnWriteArrayList<>();
                rig.context.addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:record")
                                .filter(body().isInstanceOf(MarketSummary.class))
                                .process(e -> recorded.add(e.getMessage().getBody()));
                    }
                });
                for (String stage : List.of("market-data", "private-data")) {
                    PluginHelper.getRoutesLoader(rig.context)
                            .loadRoutes(ResourceHelper.resolveMandatoryResource(
                                    rig.context, "file:" + Path.of("routes", stage + ".camel.yaml")));
                }
                rig.context.start();
                await().until(() ->
                        rig.kalshi.getConnections().stream().allMatch(c -> c.state() == ConnectionStatus.State.READY));
                assertThat(rig.kalshi.getConnections())
                        .extracting(ConnectionStatus::name)
                        .containsExactlyInAnyOrder("market-data", "private");
                exchange.sockets.forEach(socket -> socket.writeTextMessage(TestExchange.ticker(5)));
                await().until(() -> recorded.size() == 1);
                return exchange.commands.stream()
                        .map(command -> command.get("params").toString())
                        .toList();
            } finally {
                rig.close();
            }
        }
    }
}
