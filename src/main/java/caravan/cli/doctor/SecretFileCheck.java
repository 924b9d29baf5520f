package caravan.cli.doctor;

import caravan.kalshi.auth.KeyFileMode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Whether a file that holds secrets is read by nobody but its owner. Whether it can be used is seen elsewhere. */
public record SecretFileCheck(String subject, Path file) implements Check {
    @Override
    public List<Finding> look() {
        try {
            return List.of(
                    KeyFileMode.isPrivate(file)
                            ? Finding.well(subject, file + " is nobody else's to read")
                            : Finding.wrong(
                                    subject,
                                    file + " can be read or written by others on this machine",
                                    "chmod 600 " + file));
        } catch (IOException unknown) {
            return List.of(Finding.open(subject, "the system does not tell who may read " + file));
        }
    }
}
