package caravan.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A {@link FrameSender} in a process of its own. */
final class Sender implements AutoCloseable {
    private final Process process;
    private final PrintWriter orders;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final BlockingQueue<Long> toldMicros = new LinkedBlockingQueue<>();
    private final int exchangePort;
    private final int httpPort;

    Sender() throws IOException {
        this(50);
    }

    /** @param markets how many there are market data of */
    Sender(int markets) throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FrameSender.class.getName(),
                        Integer.toString(markets))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        orders = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        Thread reader = new Thread(this::read, "sender-output");
        reader.setDaemon(true);
        reader.start();
        String[] ports = await("ports ", 20).split(" ", -1);
        exchangePort = Integer.parseInt(ports[1]);
        httpPort = Integer.parseInt(ports[2]);
    }

    private void read() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.startsWith("told ")) {
                    toldMicros.add(Long.valueOf(line.substring(5)));
                } else {
                    lines.add(line);
                }
            }
        } catch (IOException e) {
            // Its end, too: whoever still waits for a line is told so.
            lines.add("closed " + e.getMessage());
        }
    }

    int exchangePort() {
        return exchangePort;
    }

    int httpPort() {
        return httpPort;
    }

    /** Orders market data. */
    void deltas(long count, long aSecond) {
        orders.println("deltas " + count + " " + aSecond);
    }

    /** Orders fills. */
    void fills(long count, long millisBetween) {
        orders.println("fills " + count + " " + millisBetween);
    }

    /** Orders the end of all connections, without a goodbye. */
    void cut() {
        orders.println("cut 0 0");
    }

    /** Waits for a line that starts so; what comes before it is passed over. */
    String await(String start, long seconds) {
        List<String> passed = new ArrayList<>();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        try {
            while (true) {
                String line = lines.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (line == null) {
                    throw new IllegalStateException(
                            "expected the sender to say '%s' within %d s, found %s".formatted(start, seconds, passed));
                }
                if (line.startsWith(start)) {
                    return line;
                }
                passed.add(line);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until so many fills have reached Discord, and returns how long each took, from when it was sent. */
    List<Long> toldMicros(int count, long seconds) {
        List<Long> told = new ArrayList<>();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        try {
            while (told.size() < count) {
                Long micros = toldMicros.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (micros == null) {
                    throw new IllegalStateException("expected %d fills at Discord within %d s, found %d; also %s"
                            .formatted(count, seconds, told.size(), lines));
                }
                told.add(micros);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return told;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
