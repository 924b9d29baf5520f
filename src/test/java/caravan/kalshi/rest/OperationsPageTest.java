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
        if (System.getProperty("pages.write") != null) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE)
                .as("the catalogue and its page; mvn -Dtest=OperationsPageTest -Dpages.write test writes it anew")
                .hasContent(page);
    }
}
