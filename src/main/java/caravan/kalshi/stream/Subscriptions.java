package caravan.kalshi.stream;

import caravan.model.ControlReply;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one session asked for and what was answered, by command id: replies come in any order.
 *
 * <p>Safe for many threads: commands leave on the event loop, answers are read by the worker.
 */
final class Subscriptions {
    /** What an answer means for the session. */
    sealed interface Outcome {
        /** Others are still to come, or it changes nothing. */
        record Noted() implements Outcome {}

        /** The last channel that was waited for has been answered. */
        record AllAnswered() implements Outcome {}

        /**
         * The exchange refused something.
         *
         * @param channel null when the reply belongs to no command or subscription of ours
         * @param allAnswered whether this was the last answer that was waited for
         */
        record Refusal(@Nullable Channel channel, int code, String reason, boolean allAnswered) implements Outcome {}

        /** A subscription ended that was not asked to. */
        record Ended(Channel channel) implements Outcome {}
    }

    private static final Outcome NOTED = new Outcome.Noted();
    private static final Outcome ALL_ANSWERED = new Outcome.AllAnswered();

    private final boolean yesPrices;
    private final Map<Long, Channel> commands = new HashMap<>();
    private final Map<Long, Channel> waiting = new TreeMap<>();
    private final Map<Long, Channel> subscribed = new HashMap<>();
    private long lastId;

    Subscriptions(boolean yesPrices) {
        this.yesPrices = yesPrices;
    }

    /** Returns the commands that subscribe to these channels, one each, so that one refusal concerns one channel. */
    synchronized List<String> subscribe(List<Channel> channels) {
        List<String> texts = new ArrayList<>();
        for (Channel channel : channels) {
            long id = ++lastId;
            commands.put(id, channel);
            waiting.put(id, channel);
            texts.add(channel.subscribe(id, yesPrices));
        }
        return texts;
    }

    /** Returns the names of the channels whose commands have no answer yet. */
    synchronized List<String> unanswered() {
        return waiting.values().stream().map(Channel::name).toList();
    }

    /** Returns the channel that a command was about; null when it is none of ours. */
    synchronized @Nullable Channel asked(long commandId) {
        return commands.get(commandId);
    }

    /** Takes an answer in. */
    synchronized Outcome answer(ControlReply reply) {
        Channel channel = commands.get(reply.commandId());
        boolean last = waiting.remove(reply.commandId()) != null && waiting.isEmpty();
        if (reply instanceof ControlReply.Refused refused) {
            Channel concerned = channel != null ? channel : subscribed.remove(refused.subscription());
            return new Outcome.Refusal(concerned, refused.code(), refused.reason(), last);
        }
        if (reply instanceof ControlReply.Unsubscribed) {
            Channel ended = subscribed.remove(reply.subscription());
            return ended == null ? NOTED : new Outcome.Ended(ended);
        }
        if (channel != null && reply.subscription() != 0) {
            subscribed.put(reply.subscription(), channel);
        }
        return last ? ALL_ANSWERED : NOTED;
    }
}
