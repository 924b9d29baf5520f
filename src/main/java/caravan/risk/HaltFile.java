package caravan.risk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The file {@code HALT} in the data folder: as long as it is there, everything is stopped. Its text is the reason. */
public final class HaltFile {
    private static final String NAME = "HALT";
    private static final int LONGEST = 200;
    private static final String NO_REASON = "the file HALT is there";

    private final Path path;

    public HaltFile(Path data) {
        this.path = data.resolve(NAME);
    }

    /** Its reason; empty where there is no file. One that cannot be read counts as well. */
    public Optional<String> reason() {
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        try {
            String text = Files.readString(path, StandardCharsets.UTF_8)
                    .replaceAll("\\p{Cntrl}+", " ")
                    .strip();
            return Optional.of(text.isEmpty() ? NO_REASON : Sql.shortened(text, LONGEST));
        } catch (IOException unreadable) {
            return Optional.of(NO_REASON);
        }
    }

    /** Puts the file there. */
    public void write(String reason) {
        try {
            Files.writeString(path, reason + "\n", StandardCharsets.UTF_8);
        } catch (IOException refused) {
            throw new IllegalStateException(
                    "expected to write the file %s, found that it cannot be written (%s)"
                            .formatted(path, refused.getClass().getSimpleName()),
                    refused);
        }
    }

    /**
     * Takes the file away.
     *
     * @return whether there was one
     */
    public boolean delete() {
        try {
            return Files.deleteIfExists(path);
        } catch (IOException refused) {
            throw new IllegalStateException(
                    "expected to delete the file %s, found that it cannot be deleted (%s); delete it by hand"
                            .formatted(path, refused.getClass().getSimpleName()),
                    refused);
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
