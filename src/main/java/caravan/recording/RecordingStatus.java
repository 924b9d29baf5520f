package caravan.recording;

import org.jspecify.annotations.Nullable;

/**
 * How the recorder is, for health checks and pages.
 *
 * @param databaseUp whether the database takes every table
 * @param spooledFiles files that wait for the database
 * @param spooledFrames frames in them that wait
 * @param lastError why the database is not up; null while it is
 * @param diskError why the disk does not take frames; null while it does
 */
public record RecordingStatus(
        boolean databaseUp,
        int spooledFiles,
        long spooledFrames,
        @Nullable String lastError,
        @Nullable String diskError) {
    public static RecordingStatus of(RecordingDatabase database, Spool spool) {
        return new RecordingStatus(
                database.isUp(), spool.files(), spool.frames(), database.lastError(), spool.diskError());
    }
}
