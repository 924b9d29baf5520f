package caravan.alerts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file with the watch list, which is read again when it has changed. Used by one thread at a time. */
public final class WatchListFile {
    private static final Logger LOG = LoggerFactory.getLogger(WatchListFile.class);
    private static final long BIGGEST = 8L << 20;
    private static final int SHOWN = 5;

    private final @Nullable Path file;
    private @Nullable String version;
    private @Nullable String complaint;
    private WatchList list = WatchList.EMPTY;

    /** @param file null where there is none */
    public WatchListFile(@Nullable Path file) {
        this.file = file;
    }

    /**
     * Looks at the file.
     *
     * @return the list when it is another one than before, else null; a file that cannot be used leaves the list as it was
     */
    public @Nullable WatchList refresh() {
        if (file == null) {
            return null;
        }
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            String seen = now.lastModifiedTime() + " " + now.size() + " " + now.fileKey();
            if (seen.equals(version)) {
                return null;
            }
            if (now.size() > BIGGEST) {
                throw new IllegalArgumentException("expected at most 8 MiB, found " + now.size() + " bytes");
            }
            WatchList read = WatchListReader.read(Files.readString(file));
            version = seen;
            complaint = null;
            tell(read);
            boolean changed = !read.entries().equals(list.entries());
            list = read;
            return changed ? read : null;
        } catch (NoSuchFileException missing) {
            complain("expected the file, found none");
        } catch (IOException | IllegalArgumentException unusable) {
            complain(String.valueOf(unusable.getMessage()));
        }
        return null;
    }

    private void tell(WatchList read) {
        LOG.info(
                "Watch list {}: {} markets{}{}",
                file,
                read.tickers().size(),
                read.others() == 0 ? "" : ", " + read.others() + " entries that are not PENDING",
                read.skipped().isEmpty() ? "" : "; " + read.skipped().size() + " skipped");
        read.skipped().stream().limit(SHOWN).forEach(why -> LOG.warn("Watch list {}, {}", file, why));
        if (read.skipped().size() > SHOWN) {
            LOG.warn("Watch list {}: {} more were skipped", file, read.skipped().size() - SHOWN);
        }
    }

    /** The same complaint once: a file may be half-written at one look and whole at the next. */
    private void complain(String reason) {
        if (!reason.equals(complaint)) {
            LOG.warn(
                    "Watch list {} cannot be used, and {}: {}",
                    file,
                    list.entries().isEmpty() ? "nothing is watched" : "what it said before holds",
                    reason);
        }
        complaint = reason;
    }
}
