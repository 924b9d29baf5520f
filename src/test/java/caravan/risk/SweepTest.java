package caravan.risk;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.model.OrderUpdate;
import caravan.model.OrderUpdates;
import caravan.model.Page;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SweepTest {
    private static final OrderUpdate OURS = resting("o-1", OwnPorts.MARK + "1");
    private static final OrderUpdate A_PERSONS = resting("o-2", "a-persons");
    private static final OrderUpdate NAMELESS = resting("o-3", null);

    private final OwnPorts ports = new OwnPorts();

    @Test
    void aPersonsOrdersAreLeftAloneAndDoNotCount() {
        Sweep sweep = sweep(false);
        assertThat(read(sweep, OURS, A_PERSONS, NAMELESS)).containsExactly(OURS);
        read(sweep, A_PERSONS);
        read(sweep, NAMELESS);
        assertThat(sweep.goesOn()).isTrue();
        read(sweep);
        assertThat(sweep.goesOn()).isFalse();
        assertThat(sweep.isClean()).isTrue();
    }

    @Test
    void wholeAccountIsEverybodysOrders() {
        Sweep sweep = sweep(true);
        assertThat(read(sweep, OURS, A_PERSONS, NAMELESS)).containsExactly(OURS, A_PERSONS, NAMELESS);
        read(sweep);
        read(sweep);
        assertThat(read(sweep, A_PERSONS)).as("three in a row, from the start").hasSize(1);
        assertThat(sweep.isClean()).isFalse();
        assertThat(sweep.goesOn()).isTrue();
    }

    /** What cannot be read may be ours. */
    @Test
    void readThatIsNotWholeProvesNothing() {
        Sweep sweep = sweep(false);
        sweep.read(List.of(new Page<OrderUpdate>(List.of(), "", List.of("no side")))
                .iterator());
        read(sweep);
        read(sweep);
        read(sweep);
        assertThat(sweep.isClean()).isFalse();
        assertThat(sweep.toString()).contains("NOT verified").contains("an order could not be read: no side");
    }

    private Sweep sweep(boolean wholeAccount) {
        return new Sweep(ports.ports().openOrders(), wholeAccount);
    }

    private static List<OrderUpdate> read(Sweep sweep, OrderUpdate... found) {
        return sweep.read(List.of(new Page<>(Arrays.asList(found), "")).iterator());
    }

    private static OrderUpdate resting(String orderId, @Nullable String clientOrderId) {
        return OrderUpdates.bid(orderId, clientOrderId, "M", OrderUpdate.Status.RESTING, 40, 1, 0, 1, Instant.EPOCH);
    }
}
