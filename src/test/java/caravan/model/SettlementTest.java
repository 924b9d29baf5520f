package caravan.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SettlementTest {
    @Test
    void scalarResultPaysPartsOfACent() {
        assertThat(exactly("scalar", "4.14", "0", "3.85", "0.93")).isEqualTo("3.850200");
        assertThat(exactly("scalar", "0", "4.14", "0.28", "0.93")).isEqualTo("0.289800");
    }

    @Test
    void voidMarketReturnsWhatWasPaidToTheMicroDollar() {
        assertThat(exactly("scalar", "12.09", "0", "5.80", null)).isEqualTo("5.803200");
    }

    @Test
    void whatWasPaidStandsWhereItDoesNotFollow() {
        assertThat(exactly("scalar", "4.14", "0", "3.70", "0.93")).isEqualTo("3.700000");
        assertThat(exactly("scalar", "12.09", "0", "5.00", null)).isEqualTo("5.000000");
        assertThat(exactly("yes", "4.14", "0", "4.14", "1.00")).isEqualTo("4.140000");
    }

    private static String exactly(String result, String yes, String no, String revenue, @Nullable String value) {
        return new Settlement(
                        "M-1",
                        null,
                        result,
                        Quantity.parse(yes),
                        Money.parse(yes.equals("0") ? "0" : "5.8032"),
                        Quantity.parse(no),
                        Money.ZERO,
                        Money.parse(revenue),
                        value == null ? null : Money.parse(value),
                        null,
                        null)
                .exact()
                .revenue()
                .toString();
    }
}
