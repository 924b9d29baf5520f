package caravan.bench;

import java.io.IOException;
import java.sql.SQLException;

/** One of those that are compared. */
interface Contender extends AutoCloseable {
    String name();

    /** Takes so many frames or rows, a multiple of 1,000, and returns how many it took in a second. */
    double measure(int count) throws Exception;

    /** What else is to be said about the last measurement. */
    default String note() {
        return "";
    }

    @Override
    void close() throws IOException, SQLException;
}
