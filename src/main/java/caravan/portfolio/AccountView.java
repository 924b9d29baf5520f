package caravan.portfolio;

import caravan.model.AccountState;
import caravan.model.Holding;
import caravan.model.Quantity;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How the account stands, in names and texts, for who asks over HTTP. Safe for use by many threads. */
public final class AccountView {
    private final AccountBook account;
    private final OwnPositions own;

    public AccountView(AccountBook account, OwnPositions own) {
        this.account = account;
        this.own = own;
    }

    public Map<String, Object> account() {
        AccountState now = account.state();
        Instant compared = account.compared();
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("reconciled", now.unreconciled() == null);
        view.put("unreconciled", now.unreconciled());
        view.put("compared_time", compared == null ? null : compared.toString());
        view.put("balance_dollars", now.balance().toString());
        view.put("equity_dollars", now.equity().toString());
        view.put("peak_dollars", now.peak().toString());
        view.put("day_loss_dollars", now.dayLoss().toString());
        Map<String, String> losses = new LinkedHashMap<>();
        new TreeMap<>(now.marketDayLoss()).forEach((ticker, loss) -> losses.put(ticker, loss.toString()));
        view.put("market_day_loss_dollars", losses);
        return view;
    }

    /** What is held, market by market. */
    public Map<String, Object> positions() {
        Map<String, Quantity> held = account.positions();
        Map<String, Holding> ours = own.all().stream().collect(Collectors.toMap(Holding::ticker, Function.identity()));
        TreeSet<String> tickers = new TreeSet<>(ours.keySet());
        held.forEach((ticker, quantity) -> {
            if (quantity.units() != 0) {
                tickers.add(ticker);
            }
        });
        return Map.of(
                "positions",
                tickers.stream()
                        .map(ticker -> position(
                                held.getOrDefault(ticker, Quantity.ZERO),
                                ours.getOrDefault(ticker, Holding.none(ticker)),
                                account.mark(ticker)))
                        .toList());
    }

    private static Map<String, Object> position(Quantity held, Holding ours, @Nullable Mark mark) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("ticker", ours.ticker());
        row.put("account_contracts", held.toString());
        row.put("own_contracts", ours.quantity().toString());
        row.put("own_cost_dollars", ours.cost().toString());
        row.put("mid_dollars", mark == null ? null : mark.dollars().toPlainString());
        return row;
    }
}
