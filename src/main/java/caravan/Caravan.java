package caravan;

/** Starts the program. */
public final class Caravan {
    private Caravan() {}

    public static void main(String[] args) {}
}
