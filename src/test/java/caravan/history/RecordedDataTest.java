package caravan.history;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Tests over rows of their own choice, in databases that are made once for all tests of a class and are empty for each. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RecordedDataTest {
    Path folder;
    RecordedData data;

    @BeforeAll
    void open(@TempDir Path folder) {
        this.folder = folder;
        data = new RecordedData(folder, url());
    }

    /** Where the databases are; empty for H2. */
    String url() {
        return "";
    }

    @BeforeEach
    void clear() {
        data.clear();
    }

    @AfterAll
    void close() {
        data.close();
    }
}
