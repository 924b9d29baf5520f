package caravan;

import org.apache.camel.impl.DefaultCamelContext;

/** Contexts for routes under test. */
public final class TestCamel {
    private TestCamel() {}

    /** One that registers nothing with JMX, where half of the time of a start goes. */
    public static DefaultCamelContext context() {
        DefaultCamelContext context = new DefaultCamelContext();
        context.disableJMX();
        return context;
    }
}
