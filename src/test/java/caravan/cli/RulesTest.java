package caravan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Discord's settings, the stages, the folders. */
class RulesTest {
    @TempDir
    Path directory;

    private GivenSettings given;

    @BeforeEach
    void start() {
        given = new GivenSettings(directory);
    }

    @ParameterizedTest
    @CsvSource({
        "https://discord.com/api/webhooks/123/abc_DEF-1",
        "https://discord.com/api/v10/webhooks/123/abc",
        "https://ptb.discord.com/api/webhooks/123/abc",
        "http://127.0.0.1:8091/api/v10/webhooks/123/abc",
    })
    void webhooksOfDiscordPass(String url) {
        DiscordRules.check(given.variable("DISCORD_WEBHOOK_URL", url).load());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://discord.com/channels/1/hidden | expected https://discord.com/api/webhooks/ID/TOKEN",
                "https://discord.com/api/webhooks/hidden | expected https://discord.com/api/webhooks/ID/TOKEN",
                "http://discord.com/api/webhooks/1/hidden | expected https:// for a host that is not this machine",
                "ftp://discord.com/api/webhooks/1/hidden | expected https://, found ftp://",
                "discord.com/api/webhooks/1/hidden | expected an address such as https://host/path",
                "https://disc ord.com/api/webhooks/1/hidden | expected an address such as https://host/path",
            })
    void otherAddressesAreRefusedWithoutBeingShown(String url, String message) {
        Settings settings = given.variable("DISCORD_WEBHOOK_URL", url).load();
        assertThatThrownBy(() -> DiscordRules.check(settings))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith("discord.webhook-url: ")
                .hasMessageContaining(message)
                .hasMessageNotContaining("hidden");
    }

    @Test
    void botNeedsAChannelAndTheReverse() {
        Settings bot = given.variable("DISCORD_BOT_TOKEN", "hidden").load();
        assertThatThrownBy(() -> DiscordRules.check(bot))
                .hasMessageStartingWith("discord.channel-id: expected the id of a channel")
                .hasMessageNotContaining("hidden");
        Settings channel = new GivenSettings(directory)
                .variable("DISCORD_CHANNEL_ID", "12")
                .load();
        assertThatThrownBy(() -> DiscordRules.check(channel)).hasMessageStartingWith("discord.bot-token: expected");
        DiscordRules.check(given.variable("DISCORD_CHANNEL_ID", "12").load());
        Settings words = given.variable("DISCORD_CHANNEL_ID", "general").load();
        assertThatThrownBy(() -> DiscordRules.check(words)).hasMessageContaining("found 'general'");
    }

    @Test
    void stagesAreChosenByName() {
        assertThat(Stages.enabled(given.load())).containsExactlyElementsOf(Stages.ALL);
        given.file("caravan.stages = notifications, fills");
        assertThat(Stages.enabled(given.load())).containsExactly("fills", "notifications");
        given.file("caravan.stages = none");
        assertThat(Stages.enabled(given.load())).isEmpty();
        Settings misspelt = given.file("caravan.stages = fills,recordings").load();
        assertThatThrownBy(() -> Stages.enabled(misspelt))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("found 'recordings'; did you mean recording?");
    }

    @Test
    void onlyFilesOfEnabledStagesAndTheUsersOwnAreLoaded() throws IOException {
        Path routes = Files.createDirectory(directory.resolve("routes"));
        for (String name : new String[] {"fills", "recording", "errors", "mine"}) {
            Files.writeString(routes.resolve(name + ".camel.yaml"), "- route: {}\n");
        }
        Files.writeString(routes.resolve("notes.txt"), "x");
        RouteFiles files = RouteFiles.find(given.load(), Set.of("fills"));
        assertThat(files.folder()).hasValue(routes.toAbsolutePath());
        assertThat(files.locations())
                .extracting(location -> location.substring(location.lastIndexOf('/') + 1))
                .containsExactly("errors.camel.yaml", "fills.camel.yaml", "mine.camel.yaml");
    }

    @Test
    void withoutAFolderThePackedRoutesAreTaken() {
        assertThat(RouteFiles.find(given.load(), Set.of("fills")).folder()).isEmpty();
    }

    @Test
    void routesFolderMustHoldRoutes() throws IOException {
        Settings absent = given.file("caravan.routes-dir = elsewhere").load();
        assertThatThrownBy(() -> RouteFiles.find(absent, Set.of("fills")))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("caravan.routes-dir: expected a folder with *.camel.yaml files, found no folder");
        Path folder = Files.createDirectory(directory.resolve("elsewhere"));
        assertThatThrownBy(() -> RouteFiles.find(absent, Set.of("fills")))
                .hasMessageContaining("expected at least one *.camel.yaml file, found none in");
        Files.writeString(folder.resolve("fills.camel.yaml"), "# nothing\n\n");
        assertThatThrownBy(() -> RouteFiles.find(absent, Set.of("fills")))
                .hasMessageContaining("fills.camel.yaml: expected at least one route, found an empty file");
    }

    @Test
    void dataFolderIsMadeForItsOwnerOnly() throws IOException {
        Path folder = DataFolder.prepare(given.load(), Environment.DEMO);
        assertThat(folder).isEqualTo(directory.resolve("data/demo").toAbsolutePath());
        assertThat(Files.getPosixFilePermissions(folder)).hasSize(3);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void dataFolderThatCannotBeMadeIsNamed() throws IOException {
        Files.writeString(directory.resolve("data"), "a file");
        Settings settings = given.load();
        assertThatThrownBy(() -> DataFolder.prepare(settings, Environment.SANDBOX))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("data.dir: expected a folder that this program may write to, found ")
                .hasMessageContaining("it is a file");
        Settings device =
                new GivenSettings(directory).system("data.dir", "/proc/caravan").load();
        assertThatThrownBy(() -> DataFolder.prepare(device, Environment.SANDBOX))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("/proc/caravan");
    }
}
