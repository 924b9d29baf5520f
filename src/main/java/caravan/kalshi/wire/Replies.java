package caravan.kalshi.wire;

import caravan.model.ControlReply;
import java.util.List;

/** Translates what the exchange answers to commands. */
final class Replies {
    private Replies() {}

    /** Alone among all messages, this one names its subscription inside its body. */
    static ControlReply subscribed(Envelope envelope) {
        Body body = envelope.requiredBody();
        long subscription = Body.required(body.number(Field.SID), Field.SID);
        return new ControlReply.Subscribed(
                envelope.commandId,
                Body.required(body.identifier(Field.CHANNEL), Field.CHANNEL),
                subscription,
                List.of());
    }

    /** The body may be a list of subscriptions, or absent; only lists of markets are of interest. */
    static ControlReply done(Envelope envelope) {
        List<String> tickers = envelope.body.list(Field.MARKET_TICKERS);
        return new ControlReply.Done(
                envelope.commandId, envelope.subscription, tickers == null ? List.of() : tickers, null);
    }

    static ControlReply available(Envelope envelope, Field list) {
        List<String> names = Body.required(envelope.requiredBody().list(list), list);
        return new ControlReply.Available(envelope.commandId, envelope.subscription, names);
    }

    static ControlReply unsubscribed(Envelope envelope) {
        return new ControlReply.Unsubscribed(envelope.commandId, envelope.subscription);
    }

    static ControlReply refused(Envelope envelope) {
        Body body = envelope.requiredBody();
        int code = Body.required(body.smallNumber(Field.CODE), Field.CODE);
        String reason = body.text(Field.MSG);
        String ticker = body.identifier(Field.MARKET_TICKER);
        List<String> several = body.list(Field.MARKET_TICKERS);
        List<String> tickers = ticker != null ? List.of(ticker) : several != null ? several : List.of();
        String about = tickers.isEmpty() ? "" : ": " + String.join(", ", tickers);
        return new ControlReply.Refused(
                envelope.commandId,
                envelope.subscription,
                code,
                WireFormatException.clip((reason != null ? reason : "no reason given") + about),
                tickers);
    }
}
