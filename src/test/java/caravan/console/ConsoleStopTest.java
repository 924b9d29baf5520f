package caravan.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsoleStopTest {
    @Test
    void aQuestionThatIsUnderWayGetsItsAnswerAndNoOtherIsTaken(@TempDir Path folder) throws Exception {
        ConsoleRig rig = ConsoleRig.open(folder);
        CountDownLatch held = new CountDownLatch(1);
        rig.hold = held;
        CompletableFuture<HttpResponse<String>> answer = CompletableFuture.supplyAsync(() -> change(rig));
        await().until(() -> !rig.commands.isEmpty());

        CompletableFuture<Void> stopped = CompletableFuture.runAsync(rig::close);
        await().until(() -> rig.get("/api/books").statusCode() == 503);
        HttpResponse<String> refusal = rig.get("/api/books");
        assertThat(refusal.body()).contains("stopping");
        assertThat(refusal.headers().firstValue("Retry-After")).isPresent();
        held.countDown();

        assertThat(answer.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(202);
        stopped.get(10, TimeUnit.SECONDS);
    }

    private static HttpResponse<String> change(ConsoleRig rig) {
        try {
            return rig.post("/api/markets", "{\"action\":\"add\",\"tickers\":[\"KXB\"]}");
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }
}
