package caravan.kalshi.stream;

import caravan.model.ControlReply;
import caravan.model.StreamCommand;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one session is to have, what it has, and which commands have no answer yet.
 *
 * <p>Answers come in any order and are matched by the command's id. Safe for many threads: what is wanted is told on the
 * event loop, answers are read by the worker, and people look from anywhere.
 */
final class Subscriptions {
    /**
     * What follows from an answer.
     *
     * @param commands texts to send now
     * @param ready whether this was the last answer that was waited for: from here on nothing new is missed
     */
    record Answer(Meaning meaning, List<String> commands, boolean ready) {}

    private static final Meaning NOTED = new Meaning.Noted();

    private final boolean yesPrices;
    private final List<ChannelSubscription> channels;
    private final UnansweredCommands unanswered = new UnansweredCommands();
    private WantedMarkets wanted = WantedMarkets.of(Set.of());
    private boolean awaited = true;

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

    /** Returns what the changes were about that were sent by then and have no answer. */
    synchronized List<String> unansweredSince(long time) {
        return unanswered.changesSince(time);
    }

    /**
     * Gives up requests for whole books that were sent by then and have no answer; returns the commands to send.
     *
     * <p>Without them it is still known what is subscribed to. Whoever misses a book asks for it again, and an exchange
     * may send the books without a further answer.
     */
    synchronized List<String> giveUpBooks(long time, long now) {
        List<ChannelSubscription> concerned = new ArrayList<>();
        for (Command command : unanswered.removeOthersSince(time)) {
            ChannelSubscription channel = of(command.channel());
            if (channel != null) {
                channel.answered(command);
                concerned.add(channel);
            }
        }
        return proceed(concerned, now);
    }

    /** What there is now, for people. */
    synchronized List<ConnectionSubscriptions.OfChannel> report() {
        return channels.stream().map(ChannelSubscription::report).toList();
    }

    /** Adds to an answer what was asked for; before {@link #answer} takes it in. */
    synchronized ControlReply explain(ControlReply reply) {
        Command command = unanswered.of(reply);
        if (command == null) {
            // Only requests for books are given up while the session goes on.
            return reply instanceof ControlReply.Done late && unanswered.isLate(late)
                    ? late.answering(new StreamCommand.RequestSnapshots(List.of()))
                    : reply;
        }
        if (reply instanceof ControlReply.Subscribed subscribed) {
            return subscribed.answering(command.tickers());
        }
        return reply instanceof ControlReply.Done done ? done.answering(command.request()) : reply;
    }

    /** Takes an answer in. */
    synchronized Answer answer(ControlReply reply, long now) {
        Command command = unanswered.answered(reply);
        ChannelSubscription channel = command != null ? of(command.channel()) : of(reply.subscription());
        if (channel == null) {
            Meaning meaning = reply instanceof ControlReply.Refused refused
                    ? refusal(null, refused, Consequence.LEFT, List.of())
                    : NOTED;
            return new Answer(meaning, List.of(), false);
        }
        Meaning meaning = command != null ? answered(channel, command, reply) : said(channel, reply);
        if (channel.number() == 0) {
            unanswered.forget(channel.channel());
        }
        return new Answer(meaning, proceed(List.of(channel), now), isReadyNow());
    }

    private Meaning answered(ChannelSubscription channel, Command command, ControlReply reply) {
        if (reply instanceof ControlReply.Refused refused) {
            List<String> blamed = new ArrayList<>();
            Consequence consequence = channel.refused(command, refused, blamed);
            return refusal(channel, refused, consequence, blamed);
        }
        List<String> listed = reply instanceof ControlReply.Done done ? done.tickers() : List.of();
        List<String> left = channel.done(command, reply.subscription(), listed);
        if (!left.isEmpty()) {
            return new Meaning.Incomplete(channel.channel(), left, channel.refusedMarkets());
        }
        return command.kind() == Command.Kind.SUBSCRIBE ? new Meaning.Accepted(channel.channel()) : NOTED;
    }

    /** The exchange said it without being asked. */
    private static Meaning said(ChannelSubscription channel, ControlReply reply) {
        if (reply instanceof ControlReply.Unsubscribed) {
            channel.lost();
            return new Meaning.Ended(channel.channel());
        }
        if (reply instanceof ControlReply.Refused refused) {
            if (refused.endsSubscription()) {
                channel.lost();
                return refusal(channel, refused, Consequence.TRIED_LATER, List.of());
            }
            return refusal(channel, refused, Consequence.LEFT, List.of());
        }
        return NOTED;
    }

    private static Meaning refusal(
            @Nullable ChannelSubscription channel,
            ControlReply.Refused refused,
            Consequence consequence,
            List<String> tickers) {
        return new Meaning.Refusal(
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
                texts.add(command.text(unanswered.add(command, now), yesPrices));
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
