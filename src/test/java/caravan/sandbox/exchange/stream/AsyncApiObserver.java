package caravan.sandbox.exchange.stream;

import caravan.sandbox.exchange.spec.Specification;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Holds every frame that a sandbox sends in this test suite against the exchange's specification, where it is there.
 *
 * <p>Registered as a service for all tests. A frame that does not fit is not sent, and the reason is in the log. Frames
 * that differ from one that was held against it only in digits and ids are let through.
 */
public final class AsyncApiObserver implements FrameObserver {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Pattern CHANGING =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9]+");
    private static final Set<String> SEEN = ConcurrentHashMap.newKeySet();
    private static final Set<String> ON_PURPOSE = Set.of("garbage", "oversize");

    static {
        if (Specification.TESTING && AsyncApiSpec.shared().isPresent()) {
            Runtime.getRuntime().addShutdownHook(new Thread(AsyncApiObserver::report, "asyncapi-report"));
        }
    }

    /** Says which messages were held against the document, and which deviations they needed. */
    private static void report() {
        try {
            Files.createDirectories(Path.of("target"));
            Files.writeString(
                    Path.of("target", "asyncapi-report.txt"),
                    AsyncApiSpec.shared().orElseThrow().report() + "\ndeviations:\n" + AsyncApiDeviations.ALL.report());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void sent(Form form, String type, byte[] bytes) {
        Optional<AsyncApiSpec> spec = Specification.TESTING ? AsyncApiSpec.shared() : Optional.empty();
        if (spec.isEmpty() || form != Form.CURRENT || ON_PURPOSE.contains(type)) {
            return;
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (!SEEN.add(CHANGING.matcher(text).replaceAll("0"))) {
            return;
        }
        List<String> violations = violations(spec.get(), text);
        if (!violations.isEmpty() || !text.endsWith("}\n")) {
            throw new IllegalStateException("expected a frame as specified, found " + violations + " in " + text);
        }
    }

    static List<String> violations(AsyncApiSpec spec, String text) {
        try {
            return AsyncApiDeviations.ALL.unexplained(spec.check(MAPPER.readTree(text)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
