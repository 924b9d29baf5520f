package caravan.cli;

import caravan.console.Management;
import caravan.console.StagesHealthCheck;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;

/** Camel with the routes of the enabled stages, and the management port. */
final class Pipeline implements Program {
    private final Launch launch;
    private final Main main = new Main();
    private final Management management;

    Pipeline(Launch launch) {
        this.launch = launch;
        this.management = new Management(launch.settings().number("management.port"));
    }

    @Override
    public void start() throws Exception {
        wire();
        main.start();
    }

    /** Gives Camel its settings and the beans that routes name. */
    private void wire() {
        main.setDefaultPropertyPlaceholderLocation("false");
        main.setOverrideProperties(properties());
        main.configure().withRoutesIncludePattern(pattern());
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeInitialize(BaseMainSupport starting) {
                preferSettings(starting.getCamelContext());
            }
        });
        management.attach(main);
        management.add(new StagesHealthCheck(launch.stages()));
    }

    /** Camel would ask the environment before our settings, which know a precedence of their own. */
    private static void preferSettings(CamelContext context) {
        PropertiesComponent properties = (PropertiesComponent) context.getPropertiesComponent();
        properties.setEnvironmentVariableMode(PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_FALLBACK);
        properties.setSystemPropertiesMode(PropertiesComponent.SYSTEM_PROPERTIES_MODE_FALLBACK);
    }

    /** Camel's own settings yield to the user's {@code camel.*}, except where the management port depends on them. */
    private Properties properties() {
        Properties properties = new Properties();
        properties.putAll(camelDefaults());
        properties.putAll(launch.settings().asProperties());
        properties.putAll(management.camelProperties());
        return properties;
    }

    private static Map<String, String> camelDefaults() {
        return Map.of(
                "camel.main.name", "caravan",
                "camel.main.shutdownTimeout", "4",
                "camel.main.shutdownLogInflightExchangesOnTimeout", "false",
                "camel.main.startupSummaryLevel", "Off",
                "camel.main.sourceLocationEnabled", "true",
                "camel.main.logMask", "true");
    }

    private String pattern() {
        return launch.routes().locations().isEmpty()
                ? "false"
                : String.join(",", launch.routes().locations());
    }

    @Override
    public Map<String, URI> addresses() {
        Map<String, URI> addresses = new LinkedHashMap<>();
        addresses.put("management", URI.create("http://127.0.0.1:" + management.port()));
        return addresses;
    }

    @Override
    public void close() {
        main.stop();
    }
}
