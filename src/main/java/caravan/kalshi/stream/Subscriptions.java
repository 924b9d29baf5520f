package caravan.kalshi.stream;

import caravan.kalshi.stream.ChannelSubscription.Consequence;
import caravan.model.ControlReply;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one session is to have, what it has, and which commands have no answer yet.
 *
 * <p>Answers come in any order and are matched by the command's id. Safe for many threads: what is wanted is told on the
 * event loop, answers are read by the worker, and people look from anywhere.
 */
final class Subscriptions {
    /** What an answer means for the session. */
    sealed interface Outcome {
        /** Nothing that anybody has to be told. */
        record Noted() implements Outcome {}

        /** The channel is subscribed to. */
        record Accepted(Channel channel) implements Outcome {}

        /**
         * The exchange says that all went well, and does not list all that it was asked for.
         *
         * @param tickers markets that are given up
         * @param refusedMarkets how many markets of the channel are given up by now
         */
        record Incomplete(Channel channel, List<String> tickers, int refusedMarkets) implements Outcome {}

        /**
         * The exchange refused something.
         *
         * @param channel null when the reply belongs to no command or subscription of ours
         * @param consequence what follows from it
         * @param tickers markets that are given up
         * @param refusedMarkets how many markets of the channel are given up by now
         */
        record Refusal(
                @Nullable Channel channel,
                int code,
                String reason,
                Consequence consequence,
                List<String> tickers,
                int refusedMarkets)
                implements Outcome {}

        /** A subscription ended that was not asked to. */
        record Ended(Channel channel) implements Outcome {}
    }

    /**
     * What follows from an answer.
     *
     * @param commands texts to send now
     * @param ready whether this was the last answer that was waited for: from here on nothing new is missed
     */
    record Answer(Outcome outcome, List<String> commands, boolean ready) {}

    /**
     * A command without an answer.
     *
     * @param at when it was sent, by the session's own clock
     */
    private record Sent(Command command, long at) {}

    private static final Outcome NOTED = new Outcome.Noted();

    private final boolean yesPrices;
    private final List<ChannelSubscription> channels;
    private final Map<Long, Sent> unanswered = new TreeMap<>();
    private WantedMarkets wanted = WantedMarkets.of(Set.of());
    private boolean awaited = true;
    private long lastId;

    Subscriptions(List<Channel> channels, boolean yesPrices) {
        this(channels, yesPrices, Chunks.LARGEST);
    }

    /** @param largest how many tickers a command may name */
    Subscriptions(List<Channel> channels, boolean yesPrices, int largest) {
        this.channels = channels.stream()
                .map(channel -> new ChannelSubscription(channel, new Chunks(largest)))
                .toList();
        this.yesPrices = yesPrices;
    }

    /** Wants these markets from now on; returns the commands to send. One channel each, so that a refusal concerns one. */
    synchronized List<String> follow(WantedMarkets markets, long now) {
        wanted = markets;
        return proceed(channels, now);
    }

    /** Asks for whole books; returns the commands to send. */
    synchronized List<String> fetch(Collection<String> books, long now) {
        channels.forEach(channel -> channel.fetch(books));
        return proceed(channels, now);
    }

    /** Tries these again at the next opportunity, although they were refused. */
    synchronized void forgive(Collection<String> tickers) {
        channels.forEach(channel -> channel.forgive(tickers));
    }

    /** Goes on with a channel after a wait; returns the commands to send. */
    synchronized List<String> tryAgain(Channel channel, long now) {
        awaited = true;
        List<ChannelSubscription> again =
                channels.stream().filter(c -> c.channel().equals(channel)).toList();
        again.forEach(ChannelSubscription::rested);
        return proceed(again, now);
    }

    /** Whether everything was answered that was waited for; true once, until something else has to be waited for. */
    synchronized boolean isReadyNow() {
        boolean ready = awaited && channels.stream().allMatch(ChannelSubscription::isSettled);
        awaited &= !ready;
        return ready;
    }

    /** Returns what the commands were about that were sent by then and have no answer. */
    synchronized List<String> unansweredSince(long time) {
        return unanswered.values().stream()
                .filter(sent -> sent.at() <= time)
                .map(sent -> sent.command().describe())
                .toList();
    }

    /** What there is now, for people. */
    synchronized List<ConnectionSubscriptions.OfChannel> report() {
        return channels.stream().map(ChannelSubscription::report).toList();
    }

    /** Adds to an answer what was asked for; before {@link #answer} takes it in. */
    synchronized ControlReply explain(ControlReply reply) {
        Sent sent = unanswered.get(idOfCommand(reply));
        if (sent == null) {
            return reply;
        }
        if (reply instanceof ControlReply.Subscribed subscribed) {
            return subscribed.answering(sent.command().tickers());
        }
        return reply instanceof ControlReply.Done done
                ? done.answering(sent.command().request())
                : reply;
    }

    /** Takes an answer in. */
    synchronized Answer answer(ControlReply reply, long now) {
        Sent sent = unanswered.remove(idOfCommand(reply));
        Command command = sent == null ? null : sent.command();
        ChannelSubscription channel = command != null ? of(command.channel()) : of(reply.subscription());
        if (channel == null) {
            Outcome outcome = reply instanceof ControlReply.Refused refused
                    ? refusal(null, refused, Consequence.LEFT, List.of())
                    : NOTED;
            return new Answer(outcome, List.of(), false);
        }
        Outcome outcome = command != null ? answered(channel, command, reply) : said(channel, reply);
        if (channel.number() == 0) {
            unanswered.values().removeIf(other -> other.command().channel().equals(channel.channel()));
        }
        return new Answer(outcome, proceed(List.of(channel), now), isReadyNow());
    }

    /**
     * The number of the command that a reply is about, or 0. Some replies name only the subscription: then it is the one command about it
     * that waits, if there is but one.
     */
    private long idOfCommand(ControlReply reply) {
        if (reply.commandId() != 0 || reply.subscription() == 0 || isTheEnd(reply)) {
            return reply.commandId();
        }
        List<Long> candidates = unanswered.entrySet().stream()
                .filter(entry -> fits(entry.getValue().command(), reply))
                .map(Map.Entry::getKey)
                .toList();
        return candidates.size() == 1 ? candidates.get(0) : 0;
    }

    private static boolean fits(Command command, ControlReply reply) {
        return command.subscription() == reply.subscription()
                && (reply instanceof ControlReply.Refused
                        || (reply instanceof ControlReply.Unsubscribed)
                                == (command.kind() == Command.Kind.UNSUBSCRIBE));
    }

    private static boolean isTheEnd(ControlReply reply) {
        return reply instanceof ControlReply.Refused refused && refused.endsSubscription();
    }

    private Outcome answered(ChannelSubscription channel, Command command, ControlReply reply) {
        if (reply instanceof ControlReply.Refused refused) {
            List<String> blamed = new ArrayList<>();
            Consequence consequence = channel.refused(command, refused, blamed);
            return refusal(channel, refused, consequence, blamed);
        }
        List<String> listed = reply instanceof ControlReply.Done done ? done.tickers() : List.of();
        List<String> left = channel.done(command, reply.subscription(), listed);
        if (!left.isEmpty()) {
            return new Outcome.Incomplete(channel.channel(), left, channel.refusedMarkets());
        }
        return command.kind() == Command.Kind.SUBSCRIBE ? new Outcome.Accepted(channel.channel()) : NOTED;
    }

    /** The exchange said it without being asked. */
    private static Outcome said(ChannelSubscription channel, ControlReply reply) {
        if (reply instanceof ControlReply.Unsubscribed) {
            channel.lost();
            return new Outcome.Ended(channel.channel());
        }
        if (reply instanceof ControlReply.Refused refused) {
            if (isTheEnd(reply)) {
                channel.lost();
                return refusal(channel, refused, Consequence.TRIED_LATER, List.of());
            }
            return refusal(channel, refused, Consequence.LEFT, List.of());
        }
        return NOTED;
    }

    private static Outcome refusal(
            @Nullable ChannelSubscription channel,
            ControlReply.Refused refused,
            Consequence consequence,
            List<String> tickers) {
        return new Outcome.Refusal(
                channel == null ? null : channel.channel(),
                refused.code(),
                ErrorCode.reason(refused),
                consequence,
                List.copyOf(tickers),
                channel == null ? 0 : channel.refusedMarkets());
    }

    private List<String> proceed(List<ChannelSubscription> some, long now) {
        List<String> texts = new ArrayList<>();
        for (ChannelSubscription channel : some) {
            for (Command command : channel.next(wanted)) {
                long id = ++lastId;
                unanswered.put(id, new Sent(command, now));
                texts.add(command.text(id, yesPrices));
            }
        }
        return texts;
    }

    private @Nullable ChannelSubscription of(Channel channel) {
        return channels.stream()
                .filter(c -> c.channel().equals(channel))
                .findFirst()
                .orElse(null);
    }

    private @Nullable ChannelSubscription of(long subscription) {
        return subscription == 0
                ? null
                : channels.stream()
                        .filter(c -> c.number() == subscription)
                        .findFirst()
                        .orElse(null);
    }
}
