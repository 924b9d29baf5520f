package caravan.recording.raw;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Reads raw recordings, by the JDK and by the tools that people use. */
final class RawLines {
    private RawLines() {}

    static List<String> of(Path file) throws IOException {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }

    static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    /** Whether zcat and jq are here. */
    static boolean hasTools() {
        return Stream.of("zcat", "jq")
                .allMatch(tool -> Stream.of("/bin", "/usr/bin", "/usr/local/bin")
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool))));
    }

    /** What {@code zcat FILE | jq -c .} prints. */
    static List<String> byTools(Path file) throws IOException, InterruptedException {
        List<Process> pipe = ProcessBuilder.startPipeline(List.of(
                new ProcessBuilder("zcat", file.toString()).redirectError(ProcessBuilder.Redirect.INHERIT),
                new ProcessBuilder("jq", "-c", ".").redirectError(ProcessBuilder.Redirect.INHERIT)));
        try (BufferedReader reader = pipe.get(1).inputReader(StandardCharsets.UTF_8)) {
            List<String> lines = reader.lines().toList();
            for (Process process : pipe) {
                if (process.waitFor() != 0) {
                    throw new IOException("expected exit code 0 of both, found " + process.exitValue());
                }
            }
            return lines;
        }
    }
}
