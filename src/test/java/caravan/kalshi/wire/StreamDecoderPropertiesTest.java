package caravan.kalshi.wire;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.model.BookSide;
import caravan.model.BookUpdate;
import caravan.model.Price;
import caravan.model.Quantity;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class StreamDecoderPropertiesTest {
    private final StreamDecoder decoder = new StreamDecoder();

    @Property
    void noTextEverThrows(@ForAll String text, @ForAll boolean yesPrices) {
        assertThat(decoder.decode(text, yesPrices).type()).isEqualTo("unreadable");
    }

    @Property
    void noDamageEverThrows(
            @ForAll @From("frames") String frame,
            @ForAll @IntRange(min = 0, max = 400) int from,
            @ForAll @IntRange(min = 0, max = 20) int length,
            @ForAll @From("fragments") String instead) {
        int start = Math.min(from, frame.length());
        int end = Math.min(start + length, frame.length());
        StreamDecoder.Decoded decoded =
                decoder.decode(frame.substring(0, start) + instead + frame.substring(end), false);
        assertThat(decoded.message().toString()).hasSizeLessThan(2_000);
    }

    @Provide
    Arbitrary<String> frames() {
        return Arbitraries.of("""
                {"type":"fill","sid":2,"msg":{"trade_id":"t","order_id":"o","market_ticker":"M","is_taker":true,"side":"yes","ts":1782873388,"ts_ms":1782873388379,"yes_price_dollars":"0.1700","count_fp":"5.52","fee_cost":"0.054600","action":"buy","post_position_fp":"5.52","book_side":"bid","subaccount":0}}""", """
                {"type":"orderbook_snapshot","sid":1,"seq":1,"msg":{"market_ticker":"M","yes_dollars_fp":[["0.4700","3.00"]],"no_dollars_fp":[["0.4800","2.00"]]}}""", """
                {"type":"market_lifecycle_v2","sid":1,"seq":1,"msg":{"market_ticker":"M","event_type":"created","additional_metadata":{"event_ticker":"E"},"open_ts":1694635200}}""", """
                {"type":"orderbook_delta","sid":1,"seq":10,"msg":{"market_ticker":"M","price_dollars":"0.7400","delta_fp":"-1.84","side":"no","ts":"2026-07-01T02:31:45.308599Z","ts_ms":1782873105308}}""", """
                {"id":2,"sid":1,"seq":7,"type":"ok","msg":{"market_tickers":["A","B"]}}""", """
                {"type":"market_position","sid":14,"msg":{"user_id":"u","market_ticker":"M","position_fp":"100.00","position_cost_dollars":"50.0000","realized_pnl_dollars":"10.0000","fees_paid_dollars":"1.0000","position_fee_cost_dollars":"0.5000","volume_fp":"15.00"}}""", """
                {"type":"rfq_created","sid":15,"seq":1,"msg":{"id":"r1","creator_id":"","market_ticker":"M","contracts_fp":"5.00","created_ts":"2026-11-20T10:00:00Z","mve_selected_legs":[{"event_ticker":"E","market_ticker":"L","side":"yes","x":[1.50,{"y":null}]}]}}""", """
                {"type":"quote_accepted","sid":15,"seq":4,"msg":{"quote_id":"q1","rfq_id":"r1","quote_creator_id":"c1","market_ticker":"M","yes_bid_dollars":"0.3500","no_bid_dollars":"0.6500","accepted_side":"yes","contracts_accepted_fp":"50.00"}}""", """
                {"type":"cfbenchmarks_value","sid":1,"seq":42,"msg":{"index_id":"BRTI","received_at":1710000000123,"data":"{\\"time\\":1710000000100,\\"value\\":\\"68000.12\\"}","avg_60s_data":{"value":"68000.12000000","window_size":3,"window_start_ts_ms":1,"window_end_ts_exclusive":2}}}""", """
                {"type":"pyth_value","sid":1,"seq":42,"msg":{"underlying_ticker":"Metal.XAU/USD","value_usd":"2365.12345000","source_ts_ms":1710000000100,"received_at":1710000000123}}""");
    }

    @Provide
    Arbitrary<String> fragments() {
        return Arbitraries.oneOf(
                Arbitraries.of("", "null", "{}", "[]", "\"", "-", "1e400", "NaN", "{", "}", "[[", "\\u", "true", ","),
                Arbitraries.strings().ofMaxLength(5));
    }

    /** The price of the NO side is written as the exchange writes it: its complement. */
    @Property
    void deltaIsReadAsItWasWritten(
            @ForAll @IntRange(min = 0, max = 10_000) int price,
            @ForAll @LongRange(min = -1_000_000_000_000L, max = 1_000_000_000_000L) long change,
            @ForAll BookSide side,
            @ForAll @LongRange(min = 1, max = 4_000_000_000_000_000L) long micros,
            @ForAll boolean yesPrices,
            @ForAll long shuffle) {
        Price yesPrice = new Price(price);
        Price written = side == BookSide.BID || yesPrices ? yesPrice : yesPrice.complement();
        Quantity quantity = new Quantity(change);
        Instant time = Instant.EPOCH.plusSeconds(1).plus(micros, ChronoUnit.MICROS);
        List<String> fields = new ArrayList<>(List.of(
                "\"market_ticker\":\"M\"",
                "\"price_dollars\":\"" + written + "\"",
                "\"delta_fp\":\"" + quantity + "\"",
                "\"side\":\"" + (side == BookSide.BID ? "yes" : "no") + "\"",
                "\"ts\":\"" + time + "\"",
                "\"ts_ms\":" + time.toEpochMilli()));
        Random random = new Random(shuffle);
        Collections.shuffle(fields, random);
        List<String> frame = new ArrayList<>(List.of(
                "\"type\":\"orderbook_delta\"",
                "\"sid\":3",
                "\"seq\":4",
                "\"msg\":{" + String.join(",", fields) + "}"));
        Collections.shuffle(frame, random);
        assertThat(decoder.decode("{" + String.join(",", frame) + "}\n", yesPrices))
                .isEqualTo(new StreamDecoder.Decoded(
                        "orderbook_delta",
                        3,
                        4,
                        new BookUpdate.Delta("M", 3, 4, side, yesPrice, quantity, null, time)));
    }
}
