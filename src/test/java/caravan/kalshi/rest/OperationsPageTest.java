package caravan.kalshi.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OperationsPageTest {
    private static final Path PAGE = Path.of("src", "docs", "operations.md");

    @Test
    void pageIsThatOfTheCatalogue() throws IOException {
        String page = OperationsPage.text();
        if (Boolean.getBoolean("write-pages")) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE)
                .as("the catalogue and its page; mvn test -Dtest=OperationsPageTest -Dwrite-pages=true writes the page anew")
                .hasContent(page);
    }
}
