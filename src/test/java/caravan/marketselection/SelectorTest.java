package caravan.marketselection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectorTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "mine",
                "watch-list",
                "KXBTC-26NOV2017-B94250",
                "KXBTCD-26NOV2717-T94999.99",
                "series:KXBTC",
                "event:KXBTC-26NOV20",
                "query:open",
                "query:open;sort=volume;top=50",
                "query:paused;series=KXBTC;event=KXBTC-26NOV20;sort=close;top=1"
            })
    void isWrittenAsItIsRead(String text) {
        assertThat(Selector.parse(text)).hasToString(text);
    }

    @Test
    void blanksInAQueryDoNotMatter() {
        assertThat(Selector.parse("query: open ; sort = volume-24h ; top = 5"))
                .hasToString("query:open;sort=volume-24h;top=5");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                         | expected a ticker
                    KX BTC                     | found 'KX BTC'
                    serie:KXBTC                | found 'serie:KXBTC'
                    series:                    | found 'series:'
                    series:KX*                 | found 'series:KX*'
                    event:A/B                  | found 'event:A/B'
                    query:                     | expected open, paused or unopened first
                    query:all                  | found 'query:all'
                    query:open;limit=5         | expected series=, event=, sort= and top=
                    query:open;top=0           | expected top= a whole number of at least 1
                    query:open;top=many        | found 'query:open;top=many'
                    query:open;top=            | expected series=, event=, sort= and top=
                    query:open;sort=size       | one of ticker, volume, volume-24h, open-interest, close
                    query:open;top=1;top=2     | expected 'top' once
                    query:open;series=A/B      | expected a ticker after series=
                    """)
    void whatIsNoSelectorSaysWhatThereIs(String text, String reason) {
        assertThatThrownBy(() -> Selector.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }
}
