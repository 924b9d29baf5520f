package caravan.discord;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "**bold** _it_ ~~no~~      | \\*\\*bold\\*\\* \\_it\\_ \\~\\~no\\~\\~",
                "@everyone @here           | \\@everyone \\@here",
                "<@1> <@&2> <#3>           | \\<\\@1\\> \\<\\@&2\\> \\<#3\\>",
                "[win](https://evil.test)  | \\[win\\](https\\:\\/\\/evil.test)",
                "`code` \\                 | \\`code\\` \\\\",
                "# heading                 | \\# heading",
                "- item                    | \\- item",
                "1. item                   | 1\\. item",
                "> quote                   | \\> quote",
                ":skull:                   | \\:skull:",
                "note: at 7:30             | note: at 7\\:30",
                "KXFED-26DEC-T4.00         | KXFED-26DEC-T4.00",
                "$1,000.50 (3 fills) 34 %  | $1,000.50 (3 fills) 34 %",
            })
    void everySignIsShownAsItIs(String data, String sent) {
        assertThat(PlainText.escaped(data, 1000)).isEqualTo(sent);
    }

    @Test
    void everyLineIsGuarded() {
        assertThat(PlainText.escaped("one\n# two\n||spoiler||", 100)).isEqualTo("one\n\\# two\n\\|\\|spoiler\\|\\|");
    }

    @Test
    void signsThatTurnOrHideTextAreLeftOut() {
        assertThat(PlainText.escaped("pay \u202E00.1$\u202C\u200B now\u0007!", 100))
                .isEqualTo("pay 00.1$ now !");
    }

    @Test
    void longTextEndsInAnEllipsisAtTheLimit() {
        assertThat(PlainText.escaped("abcdef", 6)).isEqualTo("abcdef");
        assertThat(PlainText.escaped("abcdefg", 6)).isEqualTo("abcde…");
    }

    @Test
    void cutNeverPartsAPair() {
        assertThat(PlainText.escaped("a****", 4)).isEqualTo("a\\*…");
        assertThat(PlainText.escaped("😀😀😀😀", 3)).isEqualTo("😀😀…");
        assertThat(PlainText.unescaped("****", 3)).isEqualTo("**…");
    }
}
