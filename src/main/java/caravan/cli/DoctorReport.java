package caravan.cli;

import caravan.cli.doctor.Check;
import caravan.cli.doctor.Finding;
import caravan.cli.doctor.Finding.Outcome;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Prints what was found, a line each as it is found, and below what is wrong what to do about it. */
final class DoctorReport {
    private static final String LINE = "%s %-22s %s";
    private static final int SUBJECT_AT = 3;

    private final PrintWriter out;
    private final boolean unicode;
    private final List<Outcome> outcomes = new ArrayList<>();

    /** @param unicode whether the terminal can show more than ASCII */
    DoctorReport(PrintWriter out, boolean unicode) {
        this.out = out;
        this.unicode = unicode;
    }

    /** Whether the user's terminal can show more than ASCII, as its locale says. */
    static boolean isUnicode(Map<String, String> environment) {
        return Stream.of("LC_ALL", "LC_CTYPE", "LANG")
                .map(name -> environment.getOrDefault(name, ""))
                .filter(locale -> !locale.isEmpty())
                .findFirst()
                .filter(locale ->
                        locale.toLowerCase(Locale.ROOT).replace("-", "").contains("utf8"))
                .isPresent();
    }

    void look(Check check) {
        check.look().forEach(this::add);
    }

    void add(Finding finding) {
        outcomes.add(finding.outcome());
        print(LINE.formatted(mark(finding.outcome()), finding.subject(), finding.text()));
        if (!finding.fix().isEmpty()) {
            print(" ".repeat(SUBJECT_AT) + (unicode ? "→ " : "-> ") + finding.fix());
        }
        out.flush();
    }

    /** Prints how many there were, and returns the exit code: 0 when nothing is wrong. */
    int close() {
        long wrong = outcomes.stream().filter(Outcome.WRONG::equals).count();
        out.println();
        out.println(wrong == 0 ? "Nothing is wrong." : wrong + " of " + outcomes.size() + " are wrong.");
        return wrong == 0 ? 0 : 1;
    }

    private void print(String line) {
        String shown = Terminal.harmless(Secrets.mask(line));
        out.println(unicode ? shown : ascii(shown));
    }

    private String mark(Outcome outcome) {
        return switch (outcome) {
            case WELL -> unicode ? "✓ " : "ok";
            case WRONG -> unicode ? "✗ " : "NO";
            case OPEN -> unicode ? "– " : "- ";
        };
    }

    private static String ascii(String text) {
        return text.replace('…', '.').replaceAll("[–—]", "-").replaceAll("[^\\x20-\\x7e]", "?");
    }
}
