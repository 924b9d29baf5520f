package caravan.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a frame costs the program, from the socket to the book, with few markets and with many. */
final class ManyMarkets {
    static final List<Integer> MARKETS = List.of(10, 100, 1_000, 10_000);

    private ManyMarkets() {}

    /**
     * Measures. The programs take turns.
     *
     * @return for each number of markets the processor time of the program, in µs a frame
     */
    static Map<Integer, Figures> measure(Path folder, int frames, int warmUps, int rounds) throws Exception {
        Map<Integer, Pipeline> pipelines = new LinkedHashMap<>();
        Map<Integer, List<Double>> micros = new LinkedHashMap<>();
        try {
            for (int markets : MARKETS) {
                pipelines.put(markets, Pipeline.books(folder, markets));
            }
            for (int round = -warmUps; round < rounds; round++) {
                for (Map.Entry<Integer, Pipeline> entry : pipelines.entrySet()) {
                    double measured = measure(entry.getValue(), frames);
                    if (round >= 0) {
                        micros.computeIfAbsent(entry.getKey(), markets -> new ArrayList<>())
                                .add(measured);
                    }
                }
            }
        } finally {
            pipelines.values().forEach(Pipeline::close);
        }
        Map<Integer, Figures> figures = new LinkedHashMap<>();
        micros.forEach((markets, values) -> figures.put(markets, Figures.of(values)));
        return figures;
    }

    private static double measure(Pipeline pipeline, int frames) throws IOException {
        pipeline.measure(frames);
        return pipeline.microsAFrame();
    }
}
