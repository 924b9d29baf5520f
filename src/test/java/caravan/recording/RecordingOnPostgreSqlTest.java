package caravan.recording;

import caravan.PostgreSql;
import org.junit.jupiter.api.extension.ExtendWith;

/** The same rows on the other database. */
@ExtendWith(PostgreSql.class)
class RecordingOnPostgreSqlTest extends RecordingRouteTest {
    @Override
    String url() {
        return PostgreSql.newDatabase();
    }
}
