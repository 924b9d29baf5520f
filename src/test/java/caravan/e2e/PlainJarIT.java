package caravan.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plain jar is a library: a Camel application of somebody else's, src/it/camel-app, is built with it and tested. */
class PlainJarIT {
    private static final Path PLAIN = Path.of("target", "caravan-plain.jar").toAbsolutePath();

    @TempDir
    private Path folder;

    private final List<Path> links = new ArrayList<>();

    @Test
    void aCamelApplicationHasTheComponentsFromIt() throws Exception {
        String home = System.getProperty("maven.home", "");
        String repository = System.getProperty("maven.repository", "");
        assumeTrue(!home.isEmpty() && !repository.isEmpty(), "needs the Maven that builds this");
        Path own = repositoryWithOurJar(Path.of(repository));
        Path app = folder.resolve("app");
        copy(Path.of("src", "it", "camel-app").toAbsolutePath(), app);
        Path log = folder.resolve("maven.log");

        ProcessBuilder build = new ProcessBuilder(
                        Path.of(home, "bin", "mvn").toString(),
                        "--batch-mode",
                        "--offline",
                        "-Dstyle.color=never",
                        "-Dmaven.repo.local=" + own,
                        "-Dcaravan.version=" + System.getProperty("project.version"),
                        "test")
                .directory(app.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        build.environment().put("MAVEN_OPTS", String.join(" ", JavaProcess.SHORT_LIVED));
        Process maven = build.start();

        boolean ended = maven.waitFor(2, TimeUnit.MINUTES);
        maven.destroy();
        assertThat(ended && maven.exitValue() == 0).as(Files.readString(log)).isTrue();
        assertThat(Files.readString(log)).contains("Tests run: 1, Failures: 0, Errors: 0, Skipped: 0");
    }

    @Test
    void itSetsUpNothingOfItsHost() throws IOException {
        try (JarFile jar = new JarFile(PLAIN.toFile())) {
            List<String> names = jar.stream().map(entry -> entry.getName()).toList();
            assertThat(names)
                    .contains(
                            "caravan/kalshi/KalshiComponent.class",
                            "META-INF/services/org/apache/camel/component/discord",
                            "kamelets/kalshi-source.kamelet.yaml")
                    .doesNotContain("application.properties", "logback.xml")
                    .noneMatch(name -> name.startsWith("routes/") && name.endsWith(".yaml"));
        }
    }

    /** They are ours to remove, before what removes the folder wonders where they lead. */
    @AfterEach
    void removeLinks() throws IOException {
        for (Path link : links) {
            Files.delete(link);
        }
    }

    /** The user's repository as it is, seen through links, with our jar beside it: nothing is installed into theirs. */
    private Path repositoryWithOurJar(Path users) throws IOException {
        Path own = Files.createDirectories(folder.resolve("repository"));
        try (Stream<Path> entries = Files.list(users)) {
            for (Path entry : entries.toList()) {
                if (!entry.getFileName().toString().equals("caravan")) {
                    links.add(Files.createSymbolicLink(own.resolve(entry.getFileName()), entry));
                }
            }
        }
        String version = System.getProperty("project.version");
        Path place = Files.createDirectories(
                own.resolve("caravan").resolve("caravan").resolve(version));
        Files.copy(PLAIN, place.resolve("caravan-" + version + "-plain.jar"));
        Files.copy(Path.of("pom.xml"), place.resolve("caravan-" + version + ".pom"));
        return own;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(path -> !path.startsWith(from.resolve("target")))
                    .toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }
}
