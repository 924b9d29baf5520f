package caravan.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Where the routes come from.
 *
 * @param folder the user's folder; absent for the packed routes
 * @param locations what Camel loads, as resource locations
 */
record RouteFiles(Optional<Path> folder, List<String> locations) {
    private static final String SUFFIX = ".camel.yaml";
    /**
     * Files of no stage: what the stage of notifications sends, and where to, because users change it; and the raw
     * recording, whose route is there to be started at any time.
     */
    private static final List<String> OTHERS = List.of("delivery", "raw-recording");

    /**
     * Finds the route files. A file that is named after a stage is loaded when the stage is enabled; any other file in
     * the user's folder always is.
     */
    static RouteFiles find(Settings settings, Set<String> stages) {
        Optional<Path> chosen = settings.find("caravan.routes-dir").map(name -> settings.path("caravan.routes-dir"));
        Path routes =
                settings.workingDirectory().resolve("routes").toAbsolutePath().normalize();
        if (chosen.isEmpty() && !Files.isDirectory(routes)) {
            return packed(stages);
        }
        Path folder = chosen.orElse(routes);
        return new RouteFiles(Optional.of(folder), inFolder(folder, stages));
    }

    private static List<String> inFolder(Path folder, Set<String> stages) {
        if (!Files.isDirectory(folder)) {
            throw new BadInputException(
                    "caravan.routes-dir: expected a folder with *.camel.yaml files, found no folder " + folder);
        }
        List<Path> files;
        try (Stream<Path> entries = Files.list(folder)) {
            files = entries.filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new BadInputException(
                    "caravan.routes-dir: expected a folder that can be read; check the rights of " + folder,
                    unreadable);
        }
        if (files.isEmpty()) {
            throw new BadInputException("caravan.routes-dir: expected at least one *.camel.yaml file, found none in "
                    + folder + "; copy the packed ones there, or leave caravan.routes-dir empty");
        }
        files.forEach(RouteFiles::requireRoutes);
        return files.stream()
                .filter(file -> isWanted(stageOf(file), stages))
                .map(file -> "file:" + file)
                .toList();
    }

    /** The routes that are packed into the program, whatever the user has changed. */
    static RouteFiles packed(Set<String> stages) {
        List<String> names = Stream.concat(OTHERS.stream(), stages.stream())
                .map(stage -> "routes/" + stage + SUFFIX)
                .filter(name -> RouteFiles.class.getClassLoader().getResource(name) != null)
                .map(name -> "classpath:" + name)
                .toList();
        return new RouteFiles(Optional.empty(), names);
    }

    private static boolean isWanted(String name, Set<String> stages) {
        return stages.contains(name) || !Stages.ALL.contains(name);
    }

    private static String stageOf(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - SUFFIX.length());
    }

    /** A file without a list of routes would be loaded without a word, and its stage would be missing. */
    private static void requireRoutes(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            Object content = new Load(LoadSettings.builder().build()).loadFromInputStream(in);
            if (content == null) {
                throw new BadInputException(
                        file + ": expected at least one route, found an empty file; fill or delete it");
            }
            if (!(content instanceof List<?> entries) || entries.isEmpty()) {
                throw new BadInputException(
                        file + ": expected a list that begins with \"- route:\", found something else; mend the file");
            }
        } catch (IOException unreadable) {
            throw new BadInputException(
                    file + ": expected a route file that can be read; check its rights", unreadable);
        } catch (MarkedYamlEngineException broken) {
            throw new BadInputException(StartFailure.yaml(file.toString(), broken), broken);
        } catch (YamlEngineException notText) {
            throw new BadInputException(file + ": expected YAML in UTF-8, found something else", notText);
        }
    }
}
