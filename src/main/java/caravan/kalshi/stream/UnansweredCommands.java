package caravan.kalshi.stream;

import caravan.model.ControlReply;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The commands of one session that have no answer yet, and which one a reply answers. Not thread-safe. */
final class UnansweredCommands {
    /**
     * A command without an answer.
     *
     * @param at when it was sent, by the session's own clock
     */
    private record Sent(Command command, long at) {}

    private final Map<Long, Sent> unanswered = new TreeMap<>();
    private long lastId;

    /** Notes a command, and returns the number that it is sent with. */
    long add(Command command, long now) {
        long id = ++lastId;
        unanswered.put(id, new Sent(command, now));
        return id;
    }

    /** The command that a reply is about; null when that cannot be known. */
    @Nullable
    Command of(ControlReply reply) {
        return command(unanswered.get(id(reply)));
    }

    /** Whether a reply comes after its command was given up, or once more. */
    boolean isLate(ControlReply reply) {
        long id = reply.commandId();
        return id > 0 && id <= lastId && !unanswered.containsKey(id);
    }

    /** The command that a reply is about, which is answered with this; null when that cannot be known. */
    @Nullable
    Command answered(ControlReply reply) {
        return command(unanswered.remove(id(reply)));
    }

    private static @Nullable Command command(@Nullable Sent sent) {
        return sent == null ? null : sent.command();
    }

    /** No answers come any more about a channel. */
    void forget(Channel channel) {
        unanswered.values().removeIf(sent -> sent.command().channel().equals(channel));
    }

    /** What the commands were about that were sent by then and are to change something. */
    List<String> changesSince(long time) {
        return unanswered.values().stream()
                .filter(sent -> sent.at() <= time && sent.command().isChange())
                .map(sent -> sent.command().describe())
                .toList();
    }

    /** Takes out the commands that were sent by then and change nothing. */
    List<Command> removeOthersSince(long time) {
        List<Sent> others = unanswered.values().stream()
                .filter(sent -> sent.at() <= time && !sent.command().isChange())
                .toList();
        unanswered.values().removeAll(others);
        return others.stream().map(Sent::command).toList();
    }

    /**
     * The number of the command that a reply is about, or 0. Some replies name only the subscription: then it is the one
     * command about it that waits, if there is but one.
     */
    private long id(ControlReply reply) {
        boolean isTheEnd = reply instanceof ControlReply.Refused refused && refused.endsSubscription();
        if (reply.commandId() != 0 || reply.subscription() == 0 || isTheEnd) {
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
}
