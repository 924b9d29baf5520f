package caravan.portfolio;

import caravan.model.Card;
import caravan.model.Card.Field;
import caravan.model.Money;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Sums up each day (UTC) on which something was traded, once, when it is over. Which day comes next is kept in the ledger's
 * checkpoints, so that a day that ends while nothing runs is told at the next start. One call at a time.
 */
public final class DailySummary {
    private static final String NAME = "daily-summary";

    private final JdbcClient jdbc;
    private final OwnPositions positions;
    private final AccountBook account;
    private final InstantSource clock;
    private @Nullable Instant next;

    public DailySummary(DataSource ledger, OwnPositions positions, AccountBook account, InstantSource clock) {
        this.jdbc = JdbcClient.create(ledger);
        this.positions = positions;
        this.account = account;
        this.clock = clock;
    }

    /** The summaries that are due, oldest first; each is given out once. */
    public List<Card> due() {
        Instant today = clock.instant().truncatedTo(ChronoUnit.DAYS);
        Instant day = next == null ? first(today) : next;
        List<Card> cards = new ArrayList<>();
        if (day.isBefore(today)) {
            positions.mark();
        }
        while (day.isBefore(today)) {
            Map<String, Pnl> markets = positions.day(day);
            Pnl sum = markets.values().stream().reduce(Pnl.ZERO, Pnl::plus);
            if (sum.fills() > 0 || sum.settled().units() != 0) {
                cards.add(card(day, markets.size(), sum));
            }
            day = day.plus(1, ChronoUnit.DAYS);
        }
        if (!day.equals(next)) {
            jdbc.sql("update checkpoints set time_value = :day where name = :name")
                    .param("day", Sql.time(day))
                    .param("name", NAME)
                    .update();
            next = day;
        }
        return cards;
    }

    private Instant first(Instant today) {
        jdbc.sql("insert into checkpoints (name, time_value) values (:name, :day) on conflict do nothing")
                .param("name", NAME)
                .param("day", Sql.time(today))
                .update();
        return jdbc.sql("select time_value from checkpoints where name = :name")
                .param("name", NAME)
                .query((row, number) -> Sql.time(row, "time_value"))
                .single();
    }

    private Card card(Instant day, int markets, Pnl sum) {
        String date = day.atOffset(ZoneOffset.UTC).toLocalDate().toString();
        List<Field> fields = List.of(
                Field.of("Total", signed(sum.total())),
                Field.of("Spread capture", signed(sum.spreadCapture())),
                Field.of("Inventory", signed(sum.inventory())),
                Field.of("Fees", signed(Pnl.negative(sum.fees()))),
                Field.of("Rewards", signed(sum.rewards())),
                Field.of("Paid out", signed(sum.settled())),
                Field.of("Fills", "%d, %s contracts in %d markets".formatted(sum.fills(), sum.contracts(), markets)),
                Field.of("Equity", "$" + account.state().equity()));
        String small = sum.unmarkedFills() + sum.predictedFees() == 0
                ? null
                : "%d fills without a known mid, %d with a predicted fee"
                        .formatted(sum.unmarkedFills(), sum.predictedFees());
        return new Card(
                "Trading on " + date + " (UTC)",
                null,
                null,
                sum.total().units() < 0 ? 0xC0392B : 0x27AE60,
                fields,
                small,
                day.plus(1, ChronoUnit.DAYS),
                null,
                "daily-" + date);
    }

    private static String signed(Money amount) {
        return (amount.units() < 0 ? "−$" : "+$") + new Money(Math.abs(amount.units()));
    }
}
