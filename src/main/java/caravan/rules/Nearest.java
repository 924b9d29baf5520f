package caravan.rules;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody probably meant: the known name that the fewest single-letter edits turn a wrong one into. */
public final class Nearest {
    private static final int FEW = 3;

    private Nearest() {}

    /** Returns the nearest of the names; empty when even that one has little in common with what was found. */
    public static Optional<String> to(String found, Collection<String> names) {
        String wanted = found.toLowerCase(Locale.ROOT);
        return names.stream()
                .min(Comparator.comparingInt((String name) -> distance(wanted, name.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(name -> distance(wanted, name.toLowerCase(Locale.ROOT)) <= Math.max(2, name.length() / 2));
    }

    /** Returns up to three of the names that have much in common with what was found, the nearest first. */
    public static List<String> few(String found, Collection<String> names) {
        String wanted = found.toLowerCase(Locale.ROOT);
        return names.stream()
                .filter(name -> isLike(wanted, name.toLowerCase(Locale.ROOT)))
                .sorted(Comparator.comparingInt((String name) -> distance(wanted, name.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(FEW)
                .toList();
    }

    private static boolean isLike(String wanted, String name) {
        return distance(wanted, name) <= Math.max(2, name.length() / 3)
                || (wanted.length() >= FEW && name.contains(wanted));
    }

    /** Levenshtein's distance, one row at a time. */
    public static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int substituted = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
