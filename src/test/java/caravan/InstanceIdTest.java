package caravan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstanceIdTest {
    @TempDir
    Path folder;

    @TempDir
    Path other;

    @Test
    void folderKeepsItsId() {
        String id = InstanceId.of(folder);

        assertThat(InstanceId.of(folder)).isEqualTo(id).hasSizeLessThanOrEqualTo(64);
        assertThat(InstanceId.of(other)).isNotEqualTo(id);
    }

    @Test
    void idThatIsNoneIsNotTakenForOne() throws IOException {
        Files.writeString(folder.resolve("instance"), "");

        assertThatThrownBy(() -> InstanceId.of(folder)).hasMessageContaining("delete it");
    }
}
