package caravan.watch;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.model.BookState;
import caravan.model.MarketView;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScreenTest {
    @Test
    void narrowStandsTheTradesBelowTheBook() {
        assertThat(drawn(60, 20, Views.full())).isEqualTo("""
                KXRAIN-26NOV21-T1  Will it rain in Zürich?
                VALID at 16:30:15 · active, closes in 1 h 30 min
                Last 46¢ · volume 33,896 · open interest 20,422.25
                YES  45¢ / 47.25¢, spread 2.25¢
                NO   52.75¢ / 55¢, spread 2.25¢
                Position  12.50 NO (told 1 min 5 s ago)

                    depth contracts     bid | ask     contracts     depth
                    1,000     1,000     45¢ | 47.25¢         12        12
                 1,500.50    500.50     44¢ | 60¢     1,234,567 1,234,579
                 1,507.50         7   1.25¢ |

                Own fills
                16:30:15  bought 12.50 NO at 54¢
                Trades
                16:30:15         50 at 46¢  taker YES
                16:30:15         50 at 45¢  taker NO""");
    }

    @Test
    void wideStandsTheTradesBesideTheBook() {
        assertThat(drawn(160, 20, Views.full())).isEqualTo("""
                KXRAIN-26NOV21-T1  Will it rain in Zürich?
                VALID at 16:30:15 · active, closes in 1 h 30 min
                Last 46¢ · volume 33,896 · open interest 20,422.25
                YES  45¢ / 47.25¢, spread 2.25¢
                NO   52.75¢ / 55¢, spread 2.25¢
                Position  12.50 NO (told 1 min 5 s ago)

                    depth contracts     bid | ask     contracts     depth     Own fills
                    1,000     1,000     45¢ | 47.25¢         12        12     16:30:15  bought 12.50 NO at 54¢
                 1,500.50    500.50     44¢ | 60¢     1,234,567 1,234,579     Trades
                 1,507.50         7   1.25¢ |                                 16:30:15         50 at 46¢  taker YES
                                                                              16:30:15         50 at 45¢  taker NO""");
    }

    @Test
    void veryNarrowLeavesTheSumsOut() {
        assertThat(drawn(40, 9, Views.view(Views.book(BookState.STALE, "the connection is closed"), 2, null)))
                .isEqualTo("""
                        KXRAIN-26NOV21-T1  Will it rain in Züric
                        STALE at 16:30:15 (the connection is clo
                        Last 46¢ · volume 33,896 · open interest
                        YES  45¢ / 47.25¢, spread 2.25¢
                        NO   52.75¢ / 55¢, spread 2.25¢

                        contracts     bid | ask     contracts
                            1,000     45¢ | 47.25¢         12
                           500.50     44¢ | 60¢     1,234,567""");
    }

    @Test
    void withoutABookItSaysSo() {
        assertThat(drawn(80, 20, Views.view(null, 0, null))).contains("no book yet · active", "YES  - / -, spread -");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 20, 40, 57, 60, 99, 100, 160, 500})
    void nothingIsWiderOrHigherThanTheScreen(int width) {
        MarketView view = Views.full();
        for (int rows = 1; rows < 30; rows++) {
            List<String> lines = new Screen(width, rows, false).lines(view);
            assertThat(lines).hasSizeLessThanOrEqualTo(rows).allMatch(line -> line.length() <= width);
        }
    }

    @Test
    void coloursAreThereOnlyWhenTheyAreWanted() {
        assertThat(String.join("", new Screen(80, 20, true).lines(Views.full())))
                .contains("\u001b[32mVALID\u001b[0m");
        assertThat(String.join("", new Screen(80, 20, false).lines(Views.full())))
                .doesNotContain("\u001b");
    }

    @Test
    void textOfStrangersCannotCommandTheTerminal() {
        MarketView view = new MarketView(
                Views.TIME,
                Views.TICKER,
                Views.market("\u001b]0;owned\u0007\r\n\u202Eevil"),
                null,
                null,
                null,
                0,
                List.of(),
                null);
        assertThat(drawn(80, 5, view)).contains("?]0;owned????evil").doesNotContain("\u001b", "\r", "\u202E");
    }

    @Test
    void wideCharactersCountTwice() {
        assertThat(new Line(5, false).add("日本語").toString()).isEqualTo("日本");
    }

    private static String drawn(int columns, int rows, MarketView view) {
        return new Screen(columns, rows, false).lines(view).stream().collect(Collectors.joining("\n"));
    }
}
