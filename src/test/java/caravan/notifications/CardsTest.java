package caravan.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.discord.DiscordClient;
import caravan.discord.DiscordServer;
import caravan.discord.DiscordTarget;
import caravan.model.Action;
import caravan.model.Card;
import caravan.model.FillNotice;
import caravan.model.FillNotice.Digest;
import caravan.model.FillNotice.OrderFilled;
import caravan.model.Market;
import caravan.model.Money;
import caravan.model.Outcome;
import caravan.model.Quantity;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CardsTest {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final Instant TIME = Instant.parse("2026-11-20T12:00:00Z");
    private static final String TICKER = "KXNCAAFGAME-26SEP19MSUND-ND";
    private static final Market GAME = market(TICKER, "Michigan St. vs Notre Dame Winner?", "Notre Dame", "Notre Dame");

    private final Cards cards = new Cards("prod");

    @Test
    void orderOfSeveralFillsBecomesThisMessage() throws IOException {
        OrderFilled order = order(TICKER, Outcome.YES, Action.BUY, "10", "0.3367", "3.367", "0.0546", 3);

        assertThat(message(cards.card(order, GAME, due(12, false)))).isEqualTo("""
                {
                  "embeds" : [ {
                    "title" : "Order filled (3 partial fills)",
                    "url" : "https://kalshi.com/markets/kxncaafgame/kxncaafgame-26sep19msund",
                    "color" : 3066993,
                    "fields" : [ {
                      "name" : "Market",
                      "value" : "Michigan St. vs Notre Dame Winner?",
                      "inline" : false
                    }, {
                      "name" : "Side",
                      "value" : "YES – Notre Dame",
                      "inline" : true
                    }, {
                      "name" : "Action",
                      "value" : "Bought",
                      "inline" : true
                    }, {
                      "name" : "Price",
                      "value" : "33.67 ¢ average",
                      "inline" : true
                    }, {
                      "name" : "Odds",
                      "value" : "33.7 %",
                      "inline" : true
                    }, {
                      "name" : "Contracts",
                      "value" : "10",
                      "inline" : true
                    }, {
                      "name" : "Total",
                      "value" : "$3.367",
                      "inline" : true
                    }, {
                      "name" : "Fees",
                      "value" : "$0.0546",
                      "inline" : true
                    }, {
                      "name" : "Payout if right",
                      "value" : "$10.00",
                      "inline" : true
                    }, {
                      "name" : "Time",
                      "value" : "<t:1795176000:f>",
                      "inline" : true
                    } ],
                    "footer" : {
                      "text" : "#12"
                    }
                  } ],
                  "allowed_mentions" : {
                    "parse" : [ ]
                  }
                }""");
    }

    @Test
    void saleOfNoInTheSandboxBecomesThisMessage() throws IOException {
        OrderFilled order = order(TICKER, Outcome.NO, Action.SELL, "0.5", "0.6", "0.3", null, 1);

        assertThat(message(new Cards("sandbox").card(order, null, due(3, true))))
                .isEqualTo("""
                {
                  "embeds" : [ {
                    "title" : "Order filled",
                    "url" : "https://kalshi.com/markets/kxncaafgame/kxncaafgame-26sep19msund",
                    "color" : 15158332,
                    "description" : "May be a repeat: Discord did not say whether the first one arrived.",
                    "fields" : [ {
                      "name" : "Market",
                      "value" : "KXNCAAFGAME-26SEP19MSUND-ND",
                      "inline" : false
                    }, {
                      "name" : "Side",
                      "value" : "NO",
                      "inline" : true
                    }, {
                      "name" : "Action",
                      "value" : "Sold",
                      "inline" : true
                    }, {
                      "name" : "Price",
                      "value" : "60 ¢",
                      "inline" : true
                    }, {
                      "name" : "Odds",
                      "value" : "60 %",
                      "inline" : true
                    }, {
                      "name" : "Contracts",
                      "value" : "0.5",
                      "inline" : true
                    }, {
                      "name" : "Total",
                      "value" : "$0.30",
                      "inline" : true
                    }, {
                      "name" : "Fees",
                      "value" : "not known yet",
                      "inline" : true
                    }, {
                      "name" : "Time",
                      "value" : "<t:1795176000:f>",
                      "inline" : true
                    } ],
                    "footer" : {
                      "text" : "SANDBOX · #3"
                    }
                  } ],
                  "allowed_mentions" : {
                    "parse" : [ ]
                  }
                }""");
    }

    @Test
    void digestBecomesThisMessage() throws IOException {
        List<OrderFilled> orders = IntStream.range(0, 17)
                .mapToObj(number -> order(
                        "KXFED-26DEC-T" + number,
                        Outcome.YES,
                        number % 2 == 0 ? Action.BUY : Action.SELL,
                        "1000",
                        "0.5",
                        "500",
                        number == 16 ? null : "0.01",
                        1))
                .toList();

        Card card = new Cards("demo").card(new Digest(orders), null, due(4, false));

        assertThat(card.title()).isEqualTo("17 orders filled meanwhile");
        assertThat(Objects.requireNonNull(card.description()).lines())
                .hasSize(16)
                .startsWith(
                        "Bought 1,000 YES at 50 ¢, $500.00 · KXFED-26DEC-T0",
                        "Sold 1,000 YES at 50 ¢, $500.00 · KXFED-26DEC-T1")
                .endsWith("and 2 more");
        assertThat(card.fields())
                .containsExactly(
                        Card.Field.of("Bought", "9,000 contracts for $4,500.00"),
                        Card.Field.of("Sold", "8,000 contracts for $4,000.00"),
                        Card.Field.of("Fees", "not known yet"));
        assertThat(card.footer()).isEqualTo("DEMO · #4");
    }

    @Test
    void digestAddsUpFees() {
        Digest digest = new Digest(List.of(
                order("A-B", Outcome.YES, Action.BUY, "1", "0.5", "0.5", "0.0105", 1),
                order("A-C", Outcome.NO, Action.BUY, "2.5", "0.5", "1.25", "0.02", 1)));

        assertThat(cards.card(digest, null, due(1, false)).fields())
                .containsExactly(Card.Field.of("Bought", "3.5 contracts for $1.75"), Card.Field.of("Fees", "$0.0305"));
        assertThat(cards.line(digest, null, due(1, false)))
                .isEqualTo("2 orders filled meanwhile: Bought 3.5 contracts for $1.75 · Fees $0.0305 · #1");
    }

    @Test
    void plainTextTellsTheSameInOneLine() {
        FillNotice order = order(TICKER, Outcome.NO, Action.BUY, "10", "0.6", "6", "0.17", 1);

        Card card = cards.card(order, GAME, due(5, true).asPlainText());

        assertThat(card)
                .isEqualTo(Card.ofText(
                        "May be a repeat: Order filled: Bought 10 NO – not Notre Dame at 60 ¢ · total $6.00 · fees $0.17"
                                + " · Michigan St. vs Notre Dame Winner? · #5",
                        "5-" + Long.toString(TIME.getEpochSecond() * 1_000_000, 36)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "YES | A-B-ND  | Michigan St. vs Notre Dame | Notre Dame | Notre Dame | YES – Notre Dame",
                "NO  | A-B-ND  | Michigan St. vs Notre Dame | Notre Dame | Notre Dame | NO – not Notre Dame",
                "NO  | A-B-ND  | Michigan St. vs Notre Dame | Notre Dame | Michigan   | NO – Michigan",
                "NO  | A-B-ND  | Michigan St. vs Notre Dame | Notre Dame | -          | NO – not Notre Dame",
                "YES | A-B-TIE | Arsenal vs Chelsea         | -          | -          | YES – Tie",
                "NO  | A-B-TIE | -                          | -          | -          | NO – not Tie",
                "YES | A-B-ND  | Michigan St. vs Notre Dame Winner? | -  | -          | YES – Notre Dame",
                "NO  | A-B-CHE | Arsenal vs. Chelsea        | -          | -          | NO – not Chelsea",
                "YES | A-B-X1  | Arsenal vs Chelsea         | -          | -          | YES",
                "YES | A-B-NEW | New York vs New Orleans    | -          | -          | YES",
                "YES | A-B     | Will it rain in Oslo?      | -          | -          | YES – it will",
                "NO  | A-B     | Will it rain in Oslo?      | ''         | ' '        | NO – it will not",
                "YES | A-B     | Highest bid                | -          | -          | YES",
                "NO  | A-B     | -                          | -          | -          | NO",
            })
    void sideReadsAsPeopleSayIt(
            Outcome outcome,
            String ticker,
            @Nullable String title,
            @Nullable String yes,
            @Nullable String no,
            String expected) {
        assertThat(Sides.describe(outcome, ticker, market(ticker, title, yes, no)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "KXNCAAFGAME-26SEP19MSUND-ND, https://kalshi.com/markets/kxncaafgame/kxncaafgame-26sep19msund",
        "KXFED-26DEC-T4.00-X, https://kalshi.com/markets/kxfed/kxfed-26dec",
        "INXD-26, https://kalshi.com/markets/inxd/inxd-26",
        "SOLO, https://kalshi.com/markets/solo",
        "A/../B-C D?x=1#y-Z, https://kalshi.com/markets/a%2F..%2Fb/a%2F..%2Fb-c%20d%3Fx%3D1%23y",
    })
    void linkLeadsToTheEvent(String ticker, String link) {
        assertThat(MarketLink.of(ticker)).isEqualTo(link);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.3367 | 33.67 ¢ | 33.7 %",
                "0.34   | 34 ¢    | 34 %",
                "0.005  | 0.5 ¢   | 0.5 %",
                "0.9996 | 99.96 ¢ | > 99.9 %",
                "0.0001 | 0.01 ¢  | < 0.1 %"
            })
    void pricesHaveNoNeedlessZeros(BigDecimal dollars, String cents, String percent) {
        assertThat(Amounts.cents(dollars)).isEqualTo(cents);
        assertThat(Amounts.percent(dollars)).isEqualTo(percent);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "6 | $6.00",
                "0.0546 | $0.0546",
                "0.07 | $0.07",
                "1234567.891234 | $1,234,567.891234",
                "-2.5 | -$2.50"
            })
    void amountsAreExact(String dollars, String shown) {
        assertThat(Amounts.dollars(Money.parse(dollars))).isEqualTo(shown);
    }

    private static String message(Card card) throws IOException {
        try (DiscordServer discord = new DiscordServer()) {
            DiscordTarget webhook =
                    Objects.requireNonNull(DiscordTarget.of(discord.baseUrl(), discord.webhookUrl(), null, null));
            new DiscordClient(Duration.ofSeconds(5), InstantSource.system()).send(webhook, card);
            return JSON.writeValueAsString(JSON.readTree(discord.requests.get(0).body()));
        }
    }

    private static OrderFilled order(
            String ticker,
            Outcome outcome,
            Action action,
            String contracts,
            String price,
            String total,
            @Nullable String fees,
            int fills) {
        return new OrderFilled(
                "order-1",
                ticker,
                outcome,
                action,
                Quantity.parse(contracts),
                new BigDecimal(price),
                Money.parse(total),
                fees == null ? null : Money.parse(fees),
                null,
                fills,
                TIME);
    }

    private static Market market(String ticker, @Nullable String title, @Nullable String yes, @Nullable String no) {
        return new Market(ticker, null, title, yes, no, "active", null, null, null, null, null, null, null, null, null);
    }

    private static Due due(long id, boolean repeat) {
        return new Due(id, "order-filled", "order-1", TICKER, TIME, 1, repeat, false);
    }
}
