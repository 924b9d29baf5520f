package caravan.portfolio;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes down what {@link OwnPositions} has in memory: which fills are our own, profit and loss by market and day, and what
 * was closed. What it writes follows from the ledger's fills, but for the mids; a kill loses only those of the last
 * seconds, and the fills concerned say so. One call at a time.
 */
public final class Bookkeeping {
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final OwnPositions positions;
    private final FillRows fills;
    private final InstantSource clock;

    public Bookkeeping(DataSource ledger, OwnPositions positions, InstantSource clock) {
        this.jdbc = JdbcClient.create(ledger);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(ledger));
        this.positions = positions;
        this.fills = new FillRows(ledger);
        this.clock = clock;
    }

    /** Writes what is not written yet; what fails is tried again with the next call. */
    public synchronized void write() {
        positions.mark();
        positions.keepDayMarks();
        Unwritten unwritten = positions.collect();
        try {
            Instant now = clock.instant();
            fills.take(unwritten.taken(), now);
            unwritten.changed().forEach(ticker -> days(ticker, positions.days(ticker), now));
            unwritten.traded().forEach(this::closings);
        } catch (RuntimeException failed) {
            positions.putBack(unwritten);
            throw failed;
        }
        unwritten.disordered().forEach(positions::rebuild);
    }

    private void days(String ticker, Map<Instant, Pnl> days, Instant now) {
        transaction.executeWithoutResult(status -> {
            jdbc.sql("delete from pnl where ticker = :ticker")
                    .param("ticker", ticker)
                    .update();
            days.forEach((day, pnl) -> day(ticker, day, pnl, now));
        });
    }

    private void day(String ticker, Instant day, Pnl pnl, Instant now) {
        jdbc.sql("""
                        insert into pnl (day_time, ticker, event_ticker, total_dollars, spread_capture_dollars,
                            inventory_dollars, fees_dollars, rewards_dollars, realized_dollars, unrealized_dollars,
                            settled_dollars, fills, traded_contracts, unmarked_fills, predicted_fees, updated_time)
                        values (:day, :ticker, :event, :total, :capture, :inventory, :fees, :rewards, :realized,
                            :unrealized, :settled, :fills, :traded, :unmarked, :predicted, :now)
                        """)
                .param("day", Sql.time(day))
                .param("ticker", ticker)
                .param("event", eventOf(ticker))
                .param("total", pnl.total().toBigDecimal())
                .param("capture", pnl.spreadCapture().toBigDecimal())
                .param("inventory", pnl.inventory().toBigDecimal())
                .param("fees", pnl.fees().toBigDecimal())
                .param("rewards", pnl.rewards().toBigDecimal())
                .param("realized", pnl.realized().toBigDecimal())
                .param("unrealized", pnl.unrealized().toBigDecimal())
                .param("settled", pnl.settled().toBigDecimal())
                .param("fills", pnl.fills())
                .param("traded", pnl.contracts().toBigDecimal())
                .param("unmarked", pnl.unmarkedFills())
                .param("predicted", pnl.predictedFees())
                .param("now", Sql.time(now))
                .update();
    }

    /** A market's ticker is its event's, a hyphen, and what tells it from the others of the event. */
    static String eventOf(String ticker) {
        int end = ticker.lastIndexOf('-');
        return end <= 0 ? ticker : ticker.substring(0, end);
    }

    private void closings(String ticker) {
        transaction.executeWithoutResult(status -> {
            jdbc.sql("delete from closings where ticker = :ticker")
                    .param("ticker", ticker)
                    .update();
            long number = 0;
            for (Closing closing : positions.closings(ticker)) {
                closing(ticker, ++number, closing);
            }
        });
    }

    private void closing(String ticker, long number, Closing closing) {
        jdbc.sql("""
                        insert into closings (ticker, closing_number, outcome, quantity_contracts, acquired_time,
                            disposed_time, proceeds_dollars, cost_dollars, fees_dollars, gain_dollars, closed_by)
                        values (:ticker, :number, :outcome, :quantity, :acquired, :disposed, :proceeds, :cost, :fees,
                            :gain, :by)
                        """)
                .param("ticker", ticker)
                .param("number", number)
                .param("outcome", closing.outcome().name().toLowerCase(Locale.ROOT))
                .param("quantity", closing.quantity().toBigDecimal())
                .param("acquired", Sql.time(closing.acquired()))
                .param("disposed", Sql.time(closing.disposed()))
                .param("proceeds", closing.proceeds().toBigDecimal())
                .param("cost", closing.cost().toBigDecimal())
                .param("fees", closing.fees().toBigDecimal())
                .param("gain", closing.gain().toBigDecimal())
                .param("by", closing.closedBy())
                .update();
    }
}
