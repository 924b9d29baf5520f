package caravan.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One table in Markdown, and the promises that were not kept. */
final class Report {
    private final List<String> table =
            new ArrayList<>(List.of("| What | Median | Least – most | Promised |", "| --- | ---: | ---: | ---: |"));
    private final List<String> broken = new ArrayList<>();

    /**
     * Several measurements of one thing.
     *
     * @param format how a number is written, as for {@link String#format}
     */
    void row(String what, String format, Figures figures, String promised) {
        line(
                "| %s | " + format + " | " + format + " – " + format + " | %s |",
                what,
                figures.median(),
                figures.min(),
                figures.max(),
                promised);
    }

    /** A line of four columns, as for {@link String#format}. */
    void line(String format, Object... values) {
        table.add(String.format(Locale.ROOT, format, values));
    }

    void expectAtLeast(String what, double least, double found) {
        if (found < least) {
            broken.add(String.format(Locale.ROOT, "BROKEN: %s: expected at least %s, found %.2f", what, least, found));
        }
    }

    void expectAtMost(String what, double most, double found) {
        if (found > most) {
            broken.add(String.format(Locale.ROOT, "BROKEN: %s: expected at most %s, found %.2f", what, most, found));
        }
    }

    boolean isKept() {
        return broken.isEmpty();
    }

    void print(PrintStream out) throws IOException {
        out.println();
        table.forEach(out::println);
        out.println();
        out.println(machine());
        broken.forEach(out::println);
    }

    private static String machine() throws IOException {
        Path cpus = Path.of("/proc/cpuinfo");
        String model = Files.isReadable(cpus)
                ? Files.readAllLines(cpus).stream()
                        .filter(line -> line.startsWith("model name"))
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .findFirst()
                        .orElse("unknown CPU")
                : System.getProperty("os.arch");
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return String.format(
                Locale.ROOT,
                "%d cores (%s), %d GiB, %s %s, JDK %s; the sender runs on the same machine; load average %.1f at the end",
                Runtime.getRuntime().availableProcessors(),
                model,
                Math.round(system.getTotalMemorySize() / 1073741824.0),
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                Runtime.version(),
                system.getSystemLoadAverage());
    }
}
