package caravan.cli.doctor;

import java.util.List;

/** Whether the Java that runs this is new enough. */
public record JavaCheck(Runtime.Version version, String home) implements Check {
    private static final int OLDEST = 17;

    @Override
    public List<Finding> look() {
        return List.of(
                version.feature() >= OLDEST
                        ? Finding.well("java", version + " in " + home)
                        : Finding.wrong(
                                "java",
                                "expected Java %d or later, found %s in %s".formatted(OLDEST, version, home),
                                "install a newer JDK, and start with its java"));
    }
}
