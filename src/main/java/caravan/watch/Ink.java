package caravan.watch;

/** Colours of a terminal, or none. */
public enum Ink {
    PLAIN(""),
    BOLD("1"),
    DIM("2"),
    RED("31"),
    GREEN("32"),
    YELLOW("33");

    private static final String ESCAPE = "\u001b[";
    private final String code;

    Ink(String code) {
        this.code = code;
    }

    String on(String text) {
        return this == PLAIN || text.isBlank() ? text : ESCAPE + code + "m" + text + ESCAPE + "0m";
    }
}
