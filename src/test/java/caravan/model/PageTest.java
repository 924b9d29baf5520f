package caravan.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PageTest {
    @Test
    void pageWithoutACursorIsTheLast() {
        assertThat(new Page<>(List.of("a"), "").isLast()).isTrue();
        assertThat(new Page<>(List.of(), "next").isLast()).isFalse();
    }
}
