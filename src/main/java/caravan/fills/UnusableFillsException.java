package caravan.fills;

import java.util.List;

/** The exchange's list was seen to its end, but some of the fills in it cannot be stored. */
final class UnusableFillsException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    /**
     * @param problems one line for each of them, at least one
     */
    UnusableFillsException(List<String> problems) {
        super("%d of the fills that the exchange lists cannot be read or stored, the first: %s"
                .formatted(problems.size(), problems.get(0)));
    }
}
