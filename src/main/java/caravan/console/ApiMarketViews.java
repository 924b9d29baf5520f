package caravan.console;

import caravan.model.Fill;
import caravan.model.Market;
import caravan.model.MarketLifecycle;
import caravan.model.MarketSummary;
import caravan.model.MarketView;
import caravan.model.Trade;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes all that is known of a market as JSON. Prices are YES prices; what is not known is null or missing. */
public final class ApiMarketViews {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Returns the view as text. */
    public String text(MarketView view) {
        ObjectNode json = JSON.createObjectNode();
        json.put("time", view.time().toString()).put("ticker", view.ticker());
        if (view.market() != null) {
            market(json.putObject("market"), view.market());
        }
        if (view.book() != null) {
            json.set("book", BookJson.of(view.book()));
        }
        if (view.summary() != null) {
            summary(json.putObject("summary"), view.summary());
        }
        if (view.lifecycle() != null) {
            lifecycle(json.putObject("lifecycle"), view.lifecycle());
        }
        json.put("trades_heard", view.tradesHeard());
        view.trades().forEach(trade -> trade(json.withArray("trades").addObject(), trade));
        if (view.account() != null) {
            account(json.putObject("account"), view.account());
        }
        return json.toString();
    }

    private static void market(ObjectNode json, Market market) {
        json.put("title", market.title())
                .put("yes_sub_title", market.yesSubTitle())
                .put("status", market.status())
                .put("close_time", text(market.closeTime()));
    }

    private static void summary(ObjectNode json, MarketSummary summary) {
        json.put("last_price_dollars", text(summary.lastPrice()))
                .put("bid_price_dollars", text(summary.bid()))
                .put("ask_price_dollars", text(summary.ask()))
                .put("volume_contracts", text(summary.volume()))
                .put("open_interest_contracts", text(summary.openInterest()))
                .put("exchange_time", text(summary.exchangeTime()));
    }

    private static void lifecycle(ObjectNode json, MarketLifecycle lifecycle) {
        json.put("change", lifecycle.change())
                .put("close_time", text(lifecycle.closeTime()))
                .put("result", lifecycle.result());
    }

    private static void trade(ObjectNode json, Trade trade) {
        json.put("trade_id", trade.tradeId())
                .put("price_dollars", trade.price().toString())
                .put("quantity_contracts", trade.quantity().toString())
                .put("taker_side", word(trade.takerSide()))
                .put("block", trade.block())
                .put("exchange_time", text(trade.exchangeTime()));
    }

    private static void account(ObjectNode json, MarketView.Account account) {
        json.put("position_contracts", text(account.position()))
                .put("position_time", text(account.positionTime()))
                .put("fills_heard", account.fillsHeard());
        account.fills().forEach(fill -> fill(json.withArray("fills").addObject(), fill));
    }

    private static void fill(ObjectNode json, Fill fill) {
        json.put("trade_id", fill.tradeId())
                .put("order_id", fill.orderId())
                .put("book_side", word(fill.side()))
                .put("outcome", word(fill.outcome()))
                .put("action", word(fill.action()))
                .put("price_dollars", fill.price().toString())
                .put("quantity_contracts", fill.quantity().toString())
                .put("fee_dollars", text(fill.fee()))
                .put("exchange_time", text(fill.exchangeTime()));
    }

    private static @Nullable String word(@Nullable Enum<?> value) {
        return value == null ? null : value.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
