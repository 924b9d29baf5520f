package caravan.cli;

import org.apache.camel.main.Main;

/** Camel's Main, which tells its listeners of the start only within {@code run()}: that blocks until the end. */
final class CamelMain extends Main {
    /** Starts, and tells the listeners before and after. */
    void begin() throws Exception {
        init();
        beforeStart();
        start();
        afterStart();
    }
}
