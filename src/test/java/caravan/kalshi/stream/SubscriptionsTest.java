package caravan.kalshi.stream;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.kalshi.wire.StreamDecoder;
import caravan.model.ControlReply;
import caravan.model.StreamCommand;
import caravan.model.StreamMessage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** One session and what the exchange makes of its commands, without a socket. */
class SubscriptionsTest {
    private static final List<Channel> CHANNELS = List.of(
            new Channel("orderbook_delta", List.of()),
            new Channel("ticker", List.of()),
            new Channel("trade", List.of()),
            new Channel("market_lifecycle_v2", List.of()));
    private static final int LARGEST = 4;

    private final StreamDecoder decoder = new StreamDecoder();
    private ModelExchange exchange = new ModelExchange();
    private Subscriptions subscriptions = new Subscriptions(CHANNELS, true, LARGEST);
    private final List<String> commands = new ArrayList<>();
    private final List<String> replies = new ArrayList<>();
    private final Deque<Channel> resting = new ArrayDeque<>();
    private final List<StreamCommand> understood = new ArrayList<>();
    private final List<List<String>> subscribedTo = new ArrayList<>();
    private int timesReady;

    @Test
    void marketsOfTheFirstMomentAreSubscribedTo() {
        follow(Set.of("A", "B"));
        settle();
        assertThat(exchange.tickers("orderbook_delta")).containsExactly("A", "B");
        assertThat(exchange.channels()).hasSize(4);
        assertThat(timesReady).isEqualTo(1);
    }

    @Test
    void onlyTheDifferenceIsSent() {
        follow(names(0, 3));
        settle();
        exchange.commands.clear();
        follow(names(1, 4));
        settle();
        assertThat(exchange.commands)
                .filteredOn(command -> command.at("/params/sid").asInt() == 1)
                .extracting(command -> command.at("/params/action").asText() + command.at("/params/market_tickers"))
                .containsExactly("delete_markets[\"M000\"]", "add_markets[\"M003\"]");
        assertThat(exchange.tickers("orderbook_delta")).isEqualTo(names(1, 4));
        assertThat(timesReady).isEqualTo(1);
    }

    @Test
    void answersTellWhatWasAskedFor() {
        follow(Set.of("A"));
        settle();
        follow(Set.of("A", "B"));
        settle();
        fetch(Set.of("B"));
        settle();
        follow(Set.of("B"));
        settle();
        assertThat(understood)
                .containsOnly(
                        new StreamCommand.AddMarkets(List.of("B")),
                        new StreamCommand.RequestSnapshots(List.of("B")),
                        new StreamCommand.RemoveMarkets(List.of("A")));
        assertThat(subscribedTo).containsExactly(List.of("A"));
    }

    @Test
    void anAnswerThatNobodyAskedForIsLeftAsItIs() {
        ControlReply.Done stray = new ControlReply.Done(77, 0, List.of("A"), null);
        assertThat(subscriptions.explain(stray)).isEqualTo(stray);
    }

    @Test
    void manyMarketsGoInChunksAndOnlyTheLastAnswerListsThem() {
        follow(names(0, 103));
        settle();
        assertThat(exchange.tickers("orderbook_delta")).isEqualTo(names(0, 103));
        assertThat(exchange.commands)
                .filteredOn(command -> command.at("/params/sid").asInt() == 1)
                .hasSize(25)
                .allMatch(command -> command.at("/params/market_tickers").size() <= LARGEST)
                .filteredOn(command -> !command.at("/params/skip_ticker_ack").asBoolean())
                .hasSize(1);
    }

    @Test
    void noMarketsLeaveTheChannelsAboutThem() {
        follow(Set.of("A"));
        settle();
        follow(Set.of());
        settle();
        assertThat(exchange.channels()).containsExactly("market_lifecycle_v2");
        follow(Set.of("B"));
        settle();
        assertThat(exchange.tickers("trade")).containsExactly("B");
    }

    @Test
    void everyMarketIsASubscriptionOfItsOwn() {
        follow(Set.of("A"));
        settle();
        follow(Set.of("A", "*"));
        settle();
        assertThat(exchange.hasAll("ticker")).isTrue();
        assertThat(exchange.tickers("orderbook_delta")).containsExactly("A");
        follow(Set.of("A"));
        settle();
        assertThat(exchange.hasAll("ticker")).isFalse();
        assertThat(exchange.tickers("ticker")).containsExactly("A");
    }

    @Test
    void unknownMarketIsNamedAndTheOthersStay() {
        exchange.unknown.add("M005");
        follow(names(0, 10));
        settle();
        assertOthersStay("M005");
    }

    @Test
    void unknownMarketIsFoundWhenTheExchangeDoesNotNameIt() {
        exchange.unknown.addAll(List.of("M005", "M009"));
        exchange.blames = false;
        follow(names(0, 10));
        settle();
        assertOthersStay("M005", "M009");
    }

    @Test
    void unknownMarketThatIsLeftOutSilentlyIsSeenInTheList() {
        exchange.unknown.add("M005");
        exchange.silent = true;
        follow(names(0, 10));
        settle();
        assertOthersStay("M005");
    }

    private void assertOthersStay(String... unknown) {
        Set<String> rest = names(0, 10);
        rest.removeAll(Set.of(unknown));
        for (String channel : List.of("orderbook_delta", "ticker", "trade")) {
            assertThat(exchange.tickers(channel)).isEqualTo(rest);
        }
        assertThat(subscriptions.report())
                .filteredOn(channel -> !channel.everyMarket())
                .hasSize(3)
                .allSatisfy(channel -> assertThat(channel.refusedMarkets()).containsOnlyKeys(unknown));
        assertThat(timesReady).isEqualTo(1);
    }

    @Test
    void moreMarketsThanTheExchangeTakesAreLeftOut() {
        exchange.limit = 10;
        follow(names(0, 21));
        settle();
        assertThat(exchange.tickers("ticker")).hasSize(9).isSubsetOf(names(0, 21));
        assertThat(subscriptions.report().get(0).refusedMarkets()).hasSize(12);
    }

    @Test
    void refusedChannelDoesNotStopTheOthers() {
        exchange.refusedChannels.add("orderbook_delta");
        follow(Set.of("A"));
        settle();
        assertThat(exchange.channels()).containsOnly("ticker", "trade", "market_lifecycle_v2");
        assertThat(subscriptions.report().get(0).refusal()).contains("error 9");
        assertThat(timesReady).isEqualTo(1);
    }

    @Test
    void refusedMarketIsTriedAgainWhenItIsAskedForAgain() {
        exchange.unknown.add("A");
        follow(Set.of("A", "B"));
        settle();
        exchange.unknown.clear();
        follow(Set.of("A", "B"));
        settle();
        assertThat(exchange.tickers("ticker")).containsExactly("B");
        subscriptions.forgive(Set.of("A"));
        follow(Set.of("A", "B"));
        settle();
        assertThat(exchange.tickers("ticker")).containsExactly("A", "B");
    }

    @Test
    void refusedMarketIsTriedAgainAfterItWasNotWanted() {
        exchange.unknown.add("A");
        follow(Set.of("A", "B"));
        settle();
        exchange.unknown.clear();
        follow(Set.of("B"));
        settle();
        follow(Set.of("A", "B"));
        settle();
        assertThat(exchange.tickers("ticker")).containsExactly("A", "B");
    }

    @Test
    void wholeBooksAreAskedForOnlyWhereThereIsASubscription() {
        fetch(List.of("A"));
        follow(Set.of("A", "B"));
        fetch(List.of("A"));
        settle();
        assertThat(exchange.snapshots).isEmpty();
        fetch(List.of("A", "X"));
        fetch(List.of("B"));
        settle();
        assertThat(exchange.snapshots).containsExactly("A", "B");
    }

    @Test
    void wholeBooksAreAskedForInChunksOneAfterTheOther() {
        follow(names(0, 10));
        settle();
        exchange.commands.clear();
        fetch(names(0, 10));
        assertThat(commands).hasSize(1);
        settle();
        assertThat(exchange.commands).hasSize(3);
        assertThat(new LinkedHashSet<>(exchange.snapshots)).isEqualTo(names(0, 10));
    }

    @Test
    void deadSubscriptionIsMadeAgainWithWhatIsWantedThen() {
        follow(Set.of("A"));
        settle();
        replies.add(exchange.kill("orderbook_delta"));
        hear(0);
        follow(Set.of("B"));
        settle();
        assertThat(exchange.tickers("orderbook_delta")).containsExactly("B");
        assertThat(timesReady).isEqualTo(2);
    }

    @Test
    void answerThatNamesOnlyTheSubscriptionIsTheOneThatWaits() {
        follow(Set.of("A", "B"));
        settle();
        exchange.unknown.add("C");
        follow(Set.of("A", "B", "C"));
        commands.subList(1, commands.size()).clear();
        assertThat(subscriptions.unansweredSince(0)).hasSize(3);
        replies.add(exchange.carryOut(commands.remove(0)).get(0).replaceFirst("\"id\":\\d+,", ""));
        hear(0);
        assertThat(subscriptions.unansweredSince(0)).hasSize(2);
    }

    @Test
    void unansweredCommandIsNamed() {
        subscriptions.follow(WantedMarkets.of(Set.of("A")), 5);
        assertThat(subscriptions.unansweredSince(4)).isEmpty();
        assertThat(subscriptions.unansweredSince(5)).contains("the subscription of orderbook_delta");
    }

    @Test
    void booksThatAreNotAnsweredDoNotEndTheSessionAndCanBeAskedForAgain() {
        follow(Set.of("A"));
        settle();
        fetch(List.of("A"));
        commands.clear();
        assertThat(subscriptions.unansweredSince(Long.MAX_VALUE)).isEmpty();
        fetch(List.of("A"));
        assertThat(commands).as("one at a time").isEmpty();
        commands.addAll(subscriptions.giveUpBooks(Long.MAX_VALUE, 0));
        assertThat(commands).singleElement().asString().contains("get_snapshot");
        settle();
        assertThat(subscriptions.giveUpBooks(Long.MAX_VALUE, 0)).isEmpty();
    }

    @Test
    void aLateAnswerAboutBooksIsNoNewsOfMarkets() {
        follow(Set.of("A", "B"));
        settle();
        fetch(List.of("A"));
        replies.addAll(exchange.carryOut(commands.remove(0)));
        subscriptions.giveUpBooks(Long.MAX_VALUE, 0);
        understood.clear();
        settle();
        assertThat(understood).containsExactly(new StreamCommand.RequestSnapshots(List.of()));
    }

    /** Whatever happens in whatever order: in the end the exchange has what is wanted and can be had. */
    @Property(tries = 1000)
    void endsWithWhatIsWanted(@ForAll long seed) {
        // Tries share the test's instance, and what one leaves behind is not what the next one expects.
        new SubscriptionsTest().endWithWhatIsWanted(new Random(seed));
    }

    private void endWithWhatIsWanted(Random random) {
        exchange.blames = random.nextBoolean();
        exchange.skips = random.nextInt(4) > 0;
        exchange.silent = random.nextInt(4) == 0;
        names(0, 30).stream().filter(name -> random.nextInt(12) == 0).forEach(exchange.unknown::add);
        Set<String> wanted = Set.of();
        for (int step = 0; step < 200; step++) {
            switch (random.nextInt(12)) {
                case 0 -> {
                    wanted = some(random);
                    follow(wanted);
                }
                case 1 -> fetch(some(random));
                case 2 -> {
                    String said = exchange.kill(
                            CHANNELS.get(random.nextInt(CHANNELS.size())).name());
                    if (!said.isEmpty()) {
                        replies.add(said);
                    }
                }
                case 3 -> rest();
                case 4, 5, 6, 7 -> carryOut(random);
                default -> hear(random);
            }
            if (random.nextInt(150) == 0) {
                cut();
                follow(wanted);
            }
        }
        follow(wanted);
        settle(random);
        Set<String> possible = new HashSet<>(wanted);
        possible.removeAll(exchange.unknown);
        boolean every = possible.remove("*");
        assertThat(exchange.tickers("orderbook_delta")).isEqualTo(possible);
        for (String channel : List.of("ticker", "trade")) {
            assertThat(exchange.hasAll(channel)).isEqualTo(every);
            assertThat(exchange.tickers(channel)).isEqualTo(every ? Set.of() : possible);
        }
        assertThat(exchange.has("market_lifecycle_v2")).isTrue();
        assertThat(subscriptions.unansweredSince(Long.MAX_VALUE)).isEmpty();
        assertThat(exchange.commands)
                .allMatch(command -> command.at("/params/market_tickers").size() <= LARGEST);
        assertThat(timesReady).isPositive();
    }

    /** Another session begins; the exchange forgets the one before. */
    private void cut() {
        ModelExchange fresh = new ModelExchange();
        fresh.unknown.addAll(exchange.unknown);
        fresh.blames = exchange.blames;
        fresh.skips = exchange.skips;
        fresh.silent = exchange.silent;
        exchange = fresh;
        subscriptions = new Subscriptions(CHANNELS, true, LARGEST);
        commands.clear();
        replies.clear();
        resting.clear();
    }

    private static Set<String> some(Random random) {
        int of = random.nextInt(30);
        Set<String> some = new LinkedHashSet<>();
        names(0, 30).stream().filter(name -> random.nextInt(30) < of).forEach(some::add);
        if (random.nextInt(6) == 0) {
            some.add("*");
        }
        return some;
    }

    private static Set<String> names(int from, int to) {
        Set<String> names = new LinkedHashSet<>();
        IntStream.range(from, to).forEach(i -> names.add("M%03d".formatted(i)));
        return names;
    }

    private void follow(Set<String> tickers) {
        commands.addAll(subscriptions.follow(WantedMarkets.of(tickers), 0));
        timesReady += subscriptions.isReadyNow() ? 1 : 0;
    }

    private void fetch(java.util.Collection<String> tickers) {
        commands.addAll(subscriptions.fetch(tickers, 0));
    }

    private void rest() {
        Channel next = resting.poll();
        if (next != null) {
            commands.addAll(subscriptions.tryAgain(next, 0));
        }
    }

    private void carryOut(Random random) {
        if (!commands.isEmpty()) {
            replies.addAll(exchange.carryOut(commands.remove(random.nextInt(commands.size()))));
        }
    }

    private void hear(Random random) {
        if (!replies.isEmpty()) {
            int which = random.nextInt(replies.size());
            hear(isTheEnd(replies.get(which)) ? 0 : which); // nothing overtakes the end of its subscription
        }
    }

    private static boolean isTheEnd(String reply) {
        return reply.contains("overflow");
    }

    private void hear(int which) {
        StreamMessage message = decoder.decode(replies.remove(which), true).message();
        ControlReply reply = subscriptions.explain((ControlReply) message);
        if (reply instanceof ControlReply.Done done) {
            understood.add(done.command());
        } else if (reply instanceof ControlReply.Subscribed subscribed
                && subscribed.channel().equals("orderbook_delta")) {
            subscribedTo.add(subscribed.tickers());
        }
        Subscriptions.Answer answer = subscriptions.answer(reply, 0);
        commands.addAll(answer.commands());
        timesReady += answer.ready() ? 1 : 0;
        if (answer.meaning() instanceof Meaning.Ended ended) {
            resting.add(ended.channel());
        } else if (answer.meaning() instanceof Meaning.Refusal refusal
                && refusal.consequence() == Consequence.TRIED_LATER) {
            resting.add(refusal.channel());
        }
    }

    private void settle() {
        settle(new Random(1));
    }

    private void settle(Random random) {
        for (int turn = 0; !commands.isEmpty() || !replies.isEmpty() || !resting.isEmpty(); turn++) {
            assertThat(turn).as("turns until nothing is left to do").isLessThan(10_000);
            carryOut(random);
            hear(random);
            if (commands.isEmpty() && replies.isEmpty()) {
                rest();
            }
        }
    }
}
