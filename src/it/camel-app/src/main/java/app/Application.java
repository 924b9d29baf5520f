package app;

import org.apache.camel.main.Main;

/** Nothing but Camel. */
public final class Application {
    private Application() {}

    public static void main(String[] arguments) throws Exception {
        new Main(Application.class).run(arguments);
    }
}
