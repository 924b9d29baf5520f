package caravan.cli;

/** Where a setting comes from, from the weakest to the strongest. */
enum Origin {
    PACKAGED("the defaults"),
    FILE("application.properties"),
    DOT_ENV(".env"),
    ENVIRONMENT("the environment"),
    SYSTEM("-D");

    private final String words;

    Origin(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
