package caravan.kalshi.stream;

import caravan.kalshi.stream.Command.Kind;
import caravan.model.ControlReply;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one session has of one channel, and the commands that bring it nearer to what is wanted.
 *
 * <p>One step at a time: while a change is unanswered no other is made. So the exchange may answer, and even carry out,
 * the commands of a step in any order. Not thread-safe; {@link Subscriptions} guards it.
 */
final class ChannelSubscription {
    /** So many commands of one step may be unanswered: it bounds what waits in the socket. */
    private static final int MOST_AT_ONCE = 10;

    private final Channel channel;
    private final Chunks chunks;
    private final Set<String> tickers = new LinkedHashSet<>();
    private final RefusedMarkets refused;
    /** Tickers that it does not let go. */
    private final Set<String> stuck = new LinkedHashSet<>();

    private final WantedBooks books;

    private long number;
    private boolean every;
    private @Nullable String whyNot;
    private boolean resting;
    private int changes;
    private boolean settled;

    ChannelSubscription(Channel channel, Chunks chunks) {
        this.channel = channel;
        this.chunks = chunks;
        this.refused = new RefusedMarkets(chunks);
        this.books = new WantedBooks(chunks);
    }

    Channel channel() {
        return channel;
    }

    /** The exchange's number for the subscription; 0 while there is none. */
    long number() {
        return number;
    }

    /** Whether there was nothing more to do when it was last looked at. */
    boolean isSettled() {
        return settled;
    }

    /** Returns the next step; empty when there is nothing to do, or when an answer has to come first. */
    List<Command> next(WantedMarkets wanted) {
        refused.keepOnly(wanted.tickers());
        List<Command> step = changes > 0 || resting || whyNot != null ? List.of() : step(wanted);
        settled = step.isEmpty() && changes == 0;
        changes += step.size();
        List<String> whole = resting || number == 0 ? List.of() : books.next(tickers);
        if (whole.isEmpty()) {
            return step;
        }
        List<Command> both = new ArrayList<>(step);
        both.add(command(Kind.SNAPSHOT, whole, true));
        return both;
    }

    private List<Command> step(WantedMarkets wanted) {
        boolean all = !channel.isOfMarkets() || (channel.canBeOfEveryMarket() && wanted.every());
        Set<String> target = wanted.tickers();
        if (number == 0) {
            return all ? List.of(command(Kind.SUBSCRIBE, List.of(), true)) : first(missing(target));
        }
        if (every != all || (!all && tickers.stream().noneMatch(target::contains))) {
            return List.of(command(Kind.UNSUBSCRIBE, List.of(), true));
        }
        if (all) {
            return List.of();
        }
        List<String> surplus = tickers.stream()
                .filter(ticker -> !target.contains(ticker) && !stuck.contains(ticker))
                .toList();
        return surplus.isEmpty() ? commands(Kind.ADD, missing(target)) : commands(Kind.DELETE, surplus);
    }

    private List<String> missing(Set<String> target) {
        return target.stream()
                .filter(ticker -> !tickers.contains(ticker) && !refused.contains(ticker))
                .toList();
    }

    private List<Command> first(List<String> missing) {
        return missing.isEmpty()
                ? List.of()
                : List.of(command(Kind.SUBSCRIBE, chunks.of(missing).get(0), true));
    }

    /**
     * Each answer lists every market, so ten answers about many markets would be long. Only the last is to: when it
     * comes, nothing else is under way that it could have missed.
     */
    private List<Command> commands(Kind kind, List<String> about) {
        List<List<String>> parts = chunks.of(about);
        if (parts.size() <= 1 || refused.listsAlways()) {
            return parts.stream()
                    .limit(1)
                    .map(part -> command(kind, part, true))
                    .toList();
        }
        return parts.stream()
                .limit(Math.min(MOST_AT_ONCE, parts.size() - 1L))
                .map(part -> command(kind, part, false))
                .toList();
    }

    private Command command(Kind kind, List<String> about, boolean listing) {
        return new Command(kind, channel, number, about, listing);
    }

    /**
     * Notes that a command was carried out.
     *
     * @param subscription the exchange's number for the subscription, as the answer has it
     * @param listed every market of the subscription, as the answer has them; empty when it has none
     * @return tickers that the exchange did not take, although it says that all went well
     */
    List<String> done(Command command, long subscription, List<String> listed) {
        answered(command);
        chunks.trust(command.tickers());
        switch (command.kind()) {
            case SUBSCRIBE -> {
                if (subscription == 0) {
                    whyNot = "the exchange says ok and names no subscription";
                }
                number = subscription;
                every = channel.isOfMarkets() ? command.tickers().isEmpty() : true;
                tickers.addAll(command.tickers());
            }
            case ADD -> tickers.addAll(command.tickers());
            case DELETE -> tickers.removeAll(Set.copyOf(command.tickers()));
            case UNSUBSCRIBE -> end();
            case SNAPSHOT -> {
                return List.of(); // what it lists may be older than what an answer that overtook it has told
            }
        }
        return command.listing() && changes == 0 && !every && !listed.isEmpty() ? compare(command, listed) : List.of();
    }

    /** The exchange's own list has the last word. */
    private List<String> compare(Command command, List<String> listed) {
        Set<String> all = new LinkedHashSet<>(listed);
        List<String> left =
                tickers.stream().filter(ticker -> !all.contains(ticker)).toList();
        refused.leftOut(left);
        if (command.kind() == Kind.DELETE) {
            command.tickers().stream().filter(all::contains).forEach(stuck::add);
        }
        tickers.clear();
        tickers.addAll(all);
        return left;
    }

    /**
     * Notes that a command was refused.
     *
     * @param blamed receives the tickers that are given up
     */
    Consequence refused(Command command, ControlReply.Refused refusal, List<String> blamed) {
        answered(command);
        if (refusal.endsSubscription() || ErrorCode.isPassing(refusal.code())) {
            if (refusal.endsSubscription()) {
                end();
            }
            if (command.kind() == Kind.SNAPSHOT && number != 0) {
                books.add(command.tickers());
            }
            resting = true;
            return Consequence.TRIED_LATER;
        }
        return switch (command.kind()) {
            case UNSUBSCRIBE -> {
                end(); // whatever is left of it, the next subscription says so
                yield Consequence.LEFT;
            }
            case SNAPSHOT -> books.refused(command, refusal.tickers());
            case DELETE -> {
                List<String> kept = command.tickers().stream()
                        .filter(refusal.tickers()::contains)
                        .toList();
                stuck.addAll(kept.isEmpty() ? command.tickers() : kept);
                yield Consequence.LEFT;
            }
            case ADD -> refused.judge(command, refusal, blamed);
            case SUBSCRIBE -> {
                if (!command.tickers().isEmpty() && ErrorCode.isAboutMarkets(refusal.code())) {
                    yield refused.judge(command, refusal, blamed);
                }
                whyNot = ErrorCode.reason(refusal);
                yield Consequence.CHANNEL_REFUSED;
            }
        };
    }

    /** Notes that no answer to a command is waited for any more. */
    void answered(Command command) {
        if (command.isChange()) {
            changes--;
        } else {
            books.answered();
        }
    }

    /** The subscription has ended; it is made again after a wait. */
    void lost() {
        end();
        resting = true;
    }

    /** The wait is over. */
    void rested() {
        resting = false;
    }

    private void end() {
        number = 0;
        every = false;
        tickers.clear();
        stuck.clear();
        books.clear();
        changes = 0;
    }

    /** Asks for whole books. A book that is not subscribed to comes with its subscription. */
    void fetch(Collection<String> markets) {
        if (channel.isOrderBook() && number != 0) {
            books.add(markets.stream().filter(tickers::contains).toList());
        }
    }

    /** Tries these again, although they were refused. */
    void forgive(Collection<String> again) {
        refused.forgive(again);
    }

    int refusedMarkets() {
        return refused.reasons().size();
    }

    /** What there is now, for people. */
    ConnectionSubscriptions.OfChannel report() {
        return new ConnectionSubscriptions.OfChannel(
                channel.name(), number, every, List.copyOf(tickers), refused.reasons(), whyNot);
    }
}
