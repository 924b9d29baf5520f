package caravan.history;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/** A file that is gone once it was read. */
final class Disappearing extends FilterInputStream {
    private final Path folder;
    private final AtomicBoolean gone = new AtomicBoolean();

    Disappearing(InputStream file, Path folder) {
        super(file);
        this.folder = folder;
    }

    @Override
    public void close() throws IOException {
        super.close();
        if (gone.compareAndSet(false, true)) {
            History.delete(folder);
        }
    }
}
