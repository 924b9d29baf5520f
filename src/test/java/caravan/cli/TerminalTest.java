package caravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TerminalTest {
    private final StringWriter out = new StringWriter();

    @Test
    void strangersDoNotCommandTheTerminal() throws IOException {
        assertThat(Terminal.harmless("a\u001b[2Jb\u202ec\r\n\u0007é€😀"))
                .isEqualTo("a\uFFFD[2Jb\uFFFDc\uFFFD\uFFFD\uFFFDé€😀");
        print(OptionalInt.of(80), "[{\"text\":\"\\u001b]0;x\\u0007\"}]");
        assertThat(out.toString()).doesNotContain("\u001b", "\u0007");
    }

    @Test
    void longTextIsCutOnATerminalAndWholeInAPipe() throws IOException {
        String text = "x".repeat(300);
        print(OptionalInt.of(40), "[{\"text\":\"" + text + "\"}]");
        assertThat(out.toString().lines()).allMatch(line -> line.length() <= 40);
        print(OptionalInt.empty(), "[{\"text\":\"" + text + "\"}]");
        assertThat(out.toString()).contains(text);
    }

    @Test
    void exportedWidthWins() {
        assertThat(Terminal.width(Map.of("COLUMNS", "132"))).hasValue(132);
    }

    private void print(OptionalInt width, String rows) throws IOException {
        String list = "{\"columns\":[{\"name\":\"text\",\"type\":\"text\"}],\"rows\":" + rows + "}";
        new HistoryTable(new PrintWriter(out), width, false)
                .print(new ByteArrayInputStream(list.getBytes(StandardCharsets.UTF_8)));
    }
}
