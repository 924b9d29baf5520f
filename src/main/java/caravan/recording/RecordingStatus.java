package caravan.recording;

import org.jspecify.annotations.Nullable;

/**
 * How the recorder is, for health checks and pages.
 *
 * @param databaseUp whether the database took the last batch
 * @param spooledFiles batches that wait on disk
 * @param spooledFrames frames in them
 * @param lastError why the database is not up; null while it is
 */
public record RecordingStatus(
        boolean databaseUp,
        int spooledFiles,
        long spooledFrames,
        @Nullable String lastError) {
    public static RecordingStatus of(RecordingDatabase database, Spool spool) {
        return new RecordingStatus(database.isUp(), spool.files(), spool.frames(), database.lastError());
    }
}
