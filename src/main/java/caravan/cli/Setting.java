package caravan.cli;

/** One setting's value and where it was set. */
record Setting(String value, Origin origin) {
    /** Leaves the value out, which may be a secret. */
    @Override
    public String toString() {
        return "Setting[from " + origin + "]";
    }
}
