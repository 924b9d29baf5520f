package caravan.cli;

import caravan.model.MarketView;
import caravan.watch.Changes;
import caravan.watch.Screen;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where a watched market is shown: on a terminal it is drawn in place, elsewhere each change is a line. */
abstract class Display implements AutoCloseable {
    private static final String ESCAPE = "\u001b[";

    /** Shows a market as it is now; returns false when nobody reads any more. */
    abstract boolean show(MarketView view);

    @Override
    public abstract void close();

    static Display of(Machine machine) {
        Optional<Terminal.Size> size = Terminal.size();
        return size.isPresent() ? new OnTerminal(machine, size.get()) : new InLines(machine.out());
    }

    private static final class InLines extends Display {
        private final PrintWriter out;
        private final Changes changes = new Changes();

        InLines(PrintWriter out) {
            this.out = out;
        }

        @Override
        boolean show(MarketView view) {
            changes.lines(view).forEach(out::println);
            return !out.checkError();
        }

        @Override
        public void close() {
            out.flush();
        }
    }

    /** Uses the terminal's second page, so that the first one is as it was when this ends. */
    private static final class OnTerminal extends Display {
        private static final Duration SIZE_AGE = Duration.ofSeconds(1);

        private final Machine machine;
        private final boolean colours;
        private Terminal.Size size;
        private long sizeNanos = System.nanoTime();
        private List<String> shown = List.of();
        private boolean closed;

        OnTerminal(Machine machine, Terminal.Size size) {
            this.machine = machine;
            this.size = size;
            this.colours = machine.environment().getOrDefault("NO_COLOR", "").isEmpty()
                    && !machine.environment().getOrDefault("TERM", "").equals("dumb");
            machine.out().print(ESCAPE + "?1049h" + ESCAPE + "?25l");
        }

        @Override
        boolean show(MarketView view) {
            boolean resized = resized();
            List<String> lines = new Screen(size.columns(), size.rows(), colours).lines(view);
            if (resized || !lines.equals(shown)) {
                StringBuilder page = new StringBuilder(resized ? ESCAPE + "2J" : "").append(ESCAPE + "H");
                for (int i = 0; i < lines.size(); i++) {
                    page.append(i == 0 ? "" : "\r\n").append(lines.get(i)).append(ESCAPE + "K");
                }
                machine.out().print(page.append(ESCAPE + "J"));
                shown = lines;
            }
            return !machine.out().checkError();
        }

        private boolean resized() {
            if (System.nanoTime() - sizeNanos < SIZE_AGE.toNanos()) {
                return false;
            }
            sizeNanos = System.nanoTime();
            Terminal.Size now = Terminal.size().orElse(size);
            boolean changed = !now.equals(size);
            size = now;
            return changed;
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                machine.out().print(ESCAPE + "?25h" + ESCAPE + "?1049l");
                machine.out().flush();
            }
        }
    }
}
