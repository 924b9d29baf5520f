package caravan.sandbox.discord;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.sandbox.discord.DiscordCaller.Answer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiscordMessagesTest {
    private static final String HELLO = "{\"content\":\"hello\"}";

    private final DiscordCaller caller = new DiscordCaller();

    @AfterEach
    void stop() {
        caller.close();
    }

    @Test
    void listsGiveTheNewestFirst() throws Exception {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            caller.wait(Duration.ofSeconds(2));
            ids.add(caller.bot("POST", "/messages", HELLO).id());
        }
        assertThat(list("")).containsExactly(ids.get(3), ids.get(2), ids.get(1), ids.get(0));
        assertThat(list("?limit=2")).containsExactly(ids.get(3), ids.get(2));
        assertThat(list("?limit=2&after=" + ids.get(0))).containsExactly(ids.get(2), ids.get(1));
        assertThat(list("?limit=2&before=" + ids.get(3))).containsExactly(ids.get(2), ids.get(1));
        assertThat(caller.bot("GET", "/messages?limit=101", "").code()).isEqualTo(50035);
        assertThat(caller.bot("GET", "/messages?after=x", "")
                        .json()
                        .at("/errors/after/_errors/0/code")
                        .asText())
                .isEqualTo("NUMBER_TYPE_COERCE");
        assertThat(caller.bot("GET", "/messages?after=1&before=2", "").code()).isEqualTo(50035);
    }

    private List<String> list(String query) throws Exception {
        List<String> ids = new ArrayList<>();
        caller.bot("GET", "/messages" + query, "")
                .json()
                .forEach(message -> ids.add(message.path("id").asText()));
        return ids;
    }

    @Test
    void everyoneTouchesOnlyTheirOwn() throws Exception {
        String bots = caller.bot("POST", "/messages", HELLO).id();
        String webhooks = caller.webhook("POST", "?wait=true", HELLO).id();
        for (String method : List.of("GET", "PATCH", "DELETE")) {
            assertThat(caller.webhook(method, "/messages/" + bots, HELLO).code())
                    .isEqualTo(10008);
        }
        assertThat(caller.bot("PATCH", "/messages/" + webhooks, HELLO).code()).isEqualTo(50005);
        assertThat(caller.bot("DELETE", "/messages/" + webhooks, "").code()).isEqualTo(50013);
        assertThat(caller.bot("GET", "/messages/" + webhooks, "").status()).isEqualTo(200);
        caller.control("POST", "permissions?manage_messages=true");
        assertThat(caller.bot("DELETE", "/messages/" + webhooks, "").status()).isEqualTo(204);
    }

    @ParameterizedTest
    @CsvSource({
        "view_channel, GET, , '', 50001",
        "send_messages, POST, /messages, hello, 50013",
        "embed_links, POST, /messages, embed, 50013",
        "create_public_threads, POST, /threads, name, 50013",
    })
    void permissionsCanBeTakenAway(String permission, String method, String rest, String body, int code)
            throws Exception {
        String json = switch (body) {
            case "embed" -> "{\"embeds\":[{\"title\":\"t\"}]}";
            case "name" -> "{\"name\":\"n\",\"type\":11}";
            default -> HELLO;
        };
        String path = rest == null ? "" : rest;
        assertThat(caller.bot(method, path, json).status()).isBetween(200, 201);
        caller.control("POST", "permissions?" + permission + "=false");
        Answer refused = caller.bot(method, path, json);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.code()).isEqualTo(code);
    }

    @Test
    void withoutHistoryThereSeemToBeNoMessages() throws Exception {
        String id = caller.bot("POST", "/messages", HELLO).id();
        caller.control("POST", "permissions?read_message_history=false");
        assertThat(list("")).isEmpty();
        assertThat(caller.bot("GET", "/messages/" + id, "").code()).isEqualTo(50013);
    }

    @Test
    void aNonceIsToldOnceAndAsLongAsItsMessageIsThere() throws Exception {
        String body = "{\"content\":\"once\",\"nonce\":\"n1\",\"enforce_nonce\":true}";
        Answer first = caller.bot("POST", "/messages", body);
        assertThat(first.json().path("nonce").asText()).isEqualTo("n1");
        String path = "/messages/" + first.id();
        assertThat(caller.bot("GET", path, "").json().has("nonce")).isFalse();
        caller.control("DELETE", "messages/" + first.id());
        Answer again = caller.bot("POST", "/messages", body);
        assertThat(again.status()).isEqualTo(404);
        assertThat(again.code()).isEqualTo(10008);
        assertThat(caller.bot("PATCH", path, HELLO).code()).isEqualTo(10008);
    }

    @Test
    void aWebhookKnowsNoNonce() throws Exception {
        String body = "{\"content\":\"once\",\"nonce\":\"n1\",\"enforce_nonce\":true}";
        String id = caller.webhook("POST", "?wait=true", body).id();
        assertThat(caller.webhook("POST", "?wait=true", body).id()).isNotEqualTo(id);
    }

    @Test
    void filesStayUntilAnEditListsOthers() throws Exception {
        String embed = "\"embeds\":[{\"image\":{\"url\":\"attachment://a.png\"}}]";
        String json = "{" + embed + ",\"attachments\":[{\"id\":0,\"description\":\"chart\"}]}";
        JsonNode message =
                caller.withPicture("POST", "/messages", json, "a.png").json();
        JsonNode file = message.at("/attachments/0");
        assertThat(file.path("description").asText()).isEqualTo("chart");
        assertThat(file.path("size").asInt()).isEqualTo(7);
        assertThat(message.at("/embeds/0/image/url")).isEqualTo(file.path("url"));
        Answer fetched = caller.get(file.path("url").asText());
        assertThat(fetched.response().body()).isEqualTo("picture");
        assertThat(fetched.header("Content-Type")).isEqualTo("image/png");

        String path = "/messages/" + message.path("id").asText();
        assertThat(caller.bot("PATCH", path, HELLO).json().path("attachments")).hasSize(1);
        String replaced = "{\"attachments\":[{\"id\":0}]}";
        JsonNode after = caller.withPicture("PATCH", path, replaced, "b.png").json();
        assertThat(after.path("attachments")).hasSize(1);
        assertThat(after.at("/attachments/0/filename").asText()).isEqualTo("b.png");
        assertThat(caller.get(file.path("url").asText()).status()).isEqualTo(404);
        assertThat(caller.bot("PATCH", path, "{\"attachments\":[]}").json().path("attachments"))
                .isEmpty();
    }

    @Test
    void aFileThatIsNoPictureIsForSaving() throws Exception {
        String form = """
                --b\r
                Content-Disposition: form-data; name="files[0]"; filename="a.html"\r
                Content-Type: text/html\r
                \r
                <script>alert(1)</script>\r
                --b--\r
                """;
        JsonNode message = caller.send(
                        "POST",
                        caller.channel() + "/messages",
                        "multipart/form-data; boundary=b",
                        form,
                        caller.authorization())
                .json();
        Answer file = caller.get(message.at("/attachments/0/url").asText());
        assertThat(file.header("Content-Type")).isEqualTo("application/octet-stream");
        assertThat(file.header("Content-Disposition")).isEqualTo("attachment");
        assertThat(file.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @Test
    void aThreadIsAChannelOfItsOwn() throws Exception {
        String id = caller.webhook("POST", "?wait=true", HELLO).id();
        Answer opened = caller.bot("POST", "/messages/" + id + "/threads", "{\"name\":\"talk\"}");
        assertThat(opened.status()).isEqualTo(201);
        assertThat(opened.id()).isEqualTo(id);
        assertThat(caller.bot("POST", "/messages/" + id + "/threads", "{\"name\":\"talk\"}")
                        .code())
                .isEqualTo(160004);
        String inside =
                caller.webhook("POST", "?wait=true&thread_id=" + id, HELLO).id();
        assertThat(caller.webhook("PATCH", "/messages/" + inside, HELLO).code()).isEqualTo(10008);
        assertThat(caller.webhook("PATCH", "/messages/" + inside + "?thread_id=" + id, HELLO)
                        .status())
                .isEqualTo(200);
        assertThat(caller.webhook("POST", "?thread_id=1", HELLO).code()).isEqualTo(10003);
        assertThat(list("")).containsExactly(id);
    }

    @Test
    void cardsAreToldInOneWay() throws Exception {
        String card = """
                {"title":5,"description":" 0.5 ","color":"255","secret":1,"image":{},"url":null,\
                "footer":{"text":7,"more":1},"author":{"name":true},\
                "fields":[{"name":1,"value":2.5,"inline":"true"},{"name":"n","value":"v"}]}""";
        String told = """
                {"title":"5","description":"0.5","color":255,"author":{"name":"true"},"footer":{"text":"7"},\
                "fields":[{"name":"1","value":"2.5","inline":true},{"name":"n","value":"v","inline":false}],\
                "type":"rich"}""";
        String body = "{\"embeds\":[" + card + ",{\"image\":{}},{\"title\":\" \"}]}";
        Answer sent = caller.bot("POST", "/messages", body);
        assertThat(sent.json().path("embeds").toString()).isEqualTo("[" + told + "]");
        assertThat(caller.bot("PATCH", "/messages/" + sent.id(), HELLO).json().path("embeds"))
                .isEqualTo(sent.json().path("embeds"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'embeds':[{'url':'ftp://x'}]} | /errors/embeds/0/url | URL_TYPE_INVALID_URL",
                "{'embeds':[{'image':{'url':'attachment://x'}}]} | /errors/embeds/0/image/url"
                        + " | REFERENCED_ATTACHMENT_NOT_FOUND",
                "{'embeds':[{'color':16777216}]} | /errors/embeds/0/color | NUMBER_TYPE_MAX",
                "{'embeds':[{'color':-1}]} | /errors/embeds/0/color | NUMBER_TYPE_MIN",
                "{'embeds':[{'timestamp':'now'}]} | /errors/embeds/0/timestamp | DATE_TIME_TYPE_PARSE",
                "{'embeds':[{'fields':[{'name':' ','value':'v'}]}]} | /errors/embeds/0/fields/0/name"
                        + " | BASE_TYPE_REQUIRED",
                "{'embeds':[7]} | /errors/embeds/0 | MODEL_TYPE_CONVERT",
                "{'embeds':'x'} | /errors/embeds | LIST_TYPE_CONVERT",
                "{'content':[]} | /errors/content | STRING_TYPE_CONVERT",
                "{'embeds':[{'color':99999999999999999999}]} | /errors/embeds/0/color | NUMBER_TYPE_MAX",
                "{'embeds':[{'title':'t','footer':{}}]} | /errors/embeds/0/footer/text | BASE_TYPE_REQUIRED",
                "{'embeds':[{'title':'t','footer':'f'}]} | /errors/embeds/0/footer | MODEL_TYPE_CONVERT",
                "{'embeds':[{'title':'t','author':{'url':'https://x'}}]} | /errors/embeds/0/author/name"
                        + " | BASE_TYPE_REQUIRED",
                "{'embeds':[{'title':'t','author':[]}]} | /errors/embeds/0/author | MODEL_TYPE_CONVERT",
                "{'embeds':[{'title':'t','image':'i'}]} | /errors/embeds/0/image | MODEL_TYPE_CONVERT",
                "{'embeds':[{'fields':[7]}]} | /errors/embeds/0/fields/0 | MODEL_TYPE_CONVERT",
                "{'embeds':[{'fields':[{'name':'n','value':'v','inline':'so'}]}]} | /errors/embeds/0/fields/0/inline"
                        + " | BOOLEAN_TYPE_CONVERT",
                "{'content':'x','allowed_mentions':[]} | /errors/allowed_mentions | MODEL_TYPE_CONVERT",
                "{'content':'x','allowed_mentions':{'users':['me']}} | /errors/allowed_mentions/users/0"
                        + " | NUMBER_TYPE_COERCE",
                "{'content':'x','flags':'quiet'} | /errors/flags | NUMBER_TYPE_COERCE",
                "{'content':'x','nonce':1.5} | /errors/nonce | STRING_TYPE_CONVERT",
                "{'content':'x','enforce_nonce':7} | /errors/enforce_nonce | BOOLEAN_TYPE_CONVERT",
                "{'content':'x','message_reference':'1'} | /errors/message_reference | MODEL_TYPE_CONVERT",
                "{'content':'x','message_reference':{}} | /errors/message_reference/message_id | BASE_TYPE_REQUIRED",
                "{'content':'x','message_reference':{'message_id':'a'}} | /errors/message_reference/message_id"
                        + " | NUMBER_TYPE_COERCE",
                "{'content':'x','message_reference':{'message_id':'1'}} | /errors/message_reference"
                        + " | REPLIES_UNKNOWN_MESSAGE",
                "{'content':'x','attachments':[{'id':0}]} | /errors/attachments/0 | ATTACHMENT_NOT_FOUND",
                "{'content':'x','attachments':[{'filename':'a.png'}]} | /errors/attachments/0/id | BASE_TYPE_REQUIRED",
                "{'content':'x','attachments':[0]} | /errors/attachments/0 | MODEL_TYPE_CONVERT",
                "{'content':'x','nonce':'12345678901234567890123456'} | /errors/nonce | BASE_TYPE_MAX_LENGTH",
                "{'content':'x','allowed_mentions':{'parse':['all']}} | /errors/allowed_mentions/parse/0"
                        + " | BASE_TYPE_CHOICES",
                "{'content':'x','components':[{'type':2}]} | /errors/components/0/type | BASE_TYPE_CHOICES",
                "{'components':[{'type':1,'components':[{'type':2,'style':1}]}]}"
                        + " | /errors/components/0/components/0/custom_id | BASE_TYPE_REQUIRED",
                "{'components':[{'type':1,'components':[{'type':2,'style':5}]}]}"
                        + " | /errors/components/0/components/0/url | BASE_TYPE_REQUIRED",
                "{'content':'x','flags':32768,'components':[{'type':10}]} | /errors/content"
                        + " | MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
            })
    void whatIsWrongIsNamedByItsPlace(String body, String path, String code) throws Exception {
        Answer refused = caller.bot("POST", "/messages", body.replace('\'', '"'));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo(50035);
        assertThat(refused.json().at(path + "/_errors/0/code").asText()).isEqualTo(code);
        assertThat(caller.state().path("messages").asInt()).isZero();
    }

    @Test
    void limitsAreInclusive() throws Exception {
        assertThat(caller.bot("POST", "/messages", "{\"content\":\"  " + "é".repeat(2_000) + "  \"}")
                        .status())
                .isEqualTo(200);
        String ten = "{\"title\":\"t\"},".repeat(10);
        assertThat(embeds(ten).status()).isEqualTo(200);
        Answer eleven = embeds(ten + "{\"title\":\"t\"},");
        assertThat(eleven.json().at("/errors/embeds/_errors/0/code").asText()).isEqualTo("BASE_TYPE_MAX_LENGTH");
        String fields = "{\"name\":\"n\",\"value\":\"v\"},".repeat(26);
        Answer refused = embeds("{\"fields\":[" + fields.substring(0, fields.length() - 1) + "]},");
        assertThat(refused.json()
                        .at("/errors/embeds/0/fields/_errors/0/message")
                        .asText())
                .isEqualTo("Must be 25 or fewer in length.");
    }

    private Answer embeds(String list) throws Exception {
        return caller.bot("POST", "/messages", "{\"embeds\":[" + list.substring(0, list.length() - 1) + "]}");
    }

    @Test
    void anEditThatLeavesNothingIsRefused() throws Exception {
        String path = "/messages/" + caller.bot("POST", "/messages", HELLO).id();
        assertThat(caller.bot("PATCH", path, "{\"content\":\" \"}").code()).isEqualTo(50006);
        assertThat(caller.bot("PATCH", path, "{\"content\":null,\"embeds\":[{\"title\":\"t\"}]}")
                        .json()
                        .path("content")
                        .asText())
                .isEmpty();
        assertThat(caller.bot("POST", "/messages", "{\"embeds\":[{}]}").code()).isEqualTo(50006);
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"name\":\"n\",\"auto_archive_duration\":90}', auto_archive_duration",
        "'{\"name\":\"n\",\"auto_archive_duration\":60.5}', auto_archive_duration",
        "'{\"name\":\"n\",\"type\":0}', type",
    })
    void aThreadTakesOnlyWhatDiscordOffers(String body, String field) throws Exception {
        Answer refused = caller.bot("POST", "/threads", body);
        assertThat(refused.code()).isEqualTo(50035);
        assertThat(refused.json().at("/errors/" + field + "/_errors/0/code").asText())
                .isEqualTo("BASE_TYPE_CHOICES");
    }

    @Test
    void aThreadThatDoesNotSayItsKindIsPrivate() throws Exception {
        assertThat(caller.bot("POST", "/threads", "{\"name\":\"n\"}").code()).isEqualTo(50013);
        caller.control("POST", "permissions?create_private_threads=true");
        String body = "{\"name\":\"n\",\"auto_archive_duration\":1440}";
        Answer hidden = caller.bot("POST", "/threads", body);
        assertThat(hidden.status()).isEqualTo(201);
        assertThat(hidden.json().path("type").asInt()).isEqualTo(12);
        assertThat(caller.bot("POST", "/threads", "{\"name\":\"n\",\"type\":11}")
                        .json()
                        .path("type")
                        .asInt())
                .isEqualTo(11);
    }

    @Test
    void aTextChannelHasNoPosts() throws Exception {
        Answer refused = caller.webhook("POST", "?wait=true", "{\"content\":\"x\",\"thread_name\":\"post\"}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo(220003);
    }

    @Test
    void theFaceOfAWebhookIsAnAddress() throws Exception {
        Answer refused = caller.webhook("POST", "", "{\"content\":\"x\",\"avatar_url\":\"me.png\"}");
        assertThat(refused.json().at("/errors/avatar_url/_errors/0/code").asText())
                .isEqualTo("URL_TYPE_INVALID_URL");
        assertThat(caller.webhook("POST", "", "{\"content\":\"x\",\"avatar_url\":\"https://example.org/me.png\"}")
                        .status())
                .isEqualTo(204);
    }

    @Test
    void anEditKeepsOnlyFilesThatAreThere() throws Exception {
        Answer sent = caller.withPicture("POST", "/messages", HELLO, "a.png");
        String path = "/messages/" + sent.id();
        Answer refused = caller.bot("PATCH", path, "{\"attachments\":[{\"id\":\"1\"}]}");
        assertThat(refused.json().at("/errors/attachments/0/_errors/0/code").asText())
                .isEqualTo("ATTACHMENT_NOT_FOUND");
        String kept = sent.json().at("/attachments/0/id").asText();
        assertThat(caller.bot("PATCH", path, "{\"attachments\":[{\"id\":\"" + kept + "\"}]}")
                        .json()
                        .path("attachments"))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"content\":\"x\"} {}", "{\"content\":\"x\"}]", "{} x", "[]", ""})
    void whatIsNotOneObjectIsNoJson(String body) throws Exception {
        Answer refused = caller.bot("POST", "/messages", body);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo(50109);
    }

    @Test
    void buttonsOfAWebhookNeedALinkAndAWord() throws Exception {
        String link = "{\"content\":\"x\",\"components\":[{\"type\":1,\"components\":"
                + "[{\"type\":2,\"style\":5,\"label\":\"open\",\"url\":\"https://example.org\"}]}]}";
        assertThat(caller.webhook("POST", "?wait=true", link).json().path("components"))
                .isEmpty();
        assertThat(caller.webhook("POST", "?wait=true&with_components=true", link)
                        .json()
                        .path("components"))
                .hasSize(1);
        String click = link.replace("\"style\":5", "\"style\":1,\"custom_id\":\"c\"");
        assertThat(caller.webhook("POST", "?with_components=true", click).code())
                .isEqualTo(50035);
        assertThat(caller.bot("POST", "/messages", click).status()).isEqualTo(200);
    }

    @Test
    void namesOfWebhooksAreLimited() throws Exception {
        for (String name : List.of("Discord fan", "x".repeat(81))) {
            assertThat(username(name).code()).isEqualTo(50035);
        }
        assertThat(username("x".repeat(80)).status()).isEqualTo(200);
    }

    private Answer username(String name) throws Exception {
        return caller.webhook("POST", "?wait=true", "{\"content\":\"x\",\"username\":\"" + name + "\"}");
    }

    @Test
    void otherFormsOfBodiesAreReadOrRefused() throws Exception {
        String path = caller.channel() + "/messages";
        String authorization = caller.authorization();
        assertThat(caller.send("POST", path, "application/x-www-form-urlencoded", "content=a+b", authorization)
                        .json()
                        .path("content")
                        .asText())
                .isEqualTo("a b");
        assertThat(caller.send("POST", path, "text/plain", HELLO, authorization).code())
                .isEqualTo(50035);
        assertThat(caller.send("POST", path, "multipart/form-data", "x", authorization)
                        .code())
                .isEqualTo(50109);
        assertThat(caller.send("POST", path, "multipart/form-data; boundary=b", "x", authorization)
                        .status())
                .isEqualTo(400);
    }

    @Test
    void whatIsTooLargeIsRefused() throws Exception {
        String path = caller.channel() + "/messages";
        String part = "--b\r\nContent-Disposition: form-data; name=\"files[0]\"; filename=\"a\"\r\n\r\n%s\r\n--b--\r\n";
        String form = "multipart/form-data; boundary=b";
        assertThat(caller.send("POST", path, form, part.formatted("x".repeat(11 << 20)), caller.authorization())
                        .code())
                .isEqualTo(50045);
        Answer refused = caller.send("POST", path, form, part.formatted("x".repeat(26 << 20)), caller.authorization());
        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.code()).isEqualTo(40005);
    }

    @Test
    void whatIsTooLargeIsRefusedBeforeItIsThere() throws Exception {
        SandboxDiscord discord = caller.discord();
        try (Socket socket = new Socket("127.0.0.1", discord.port())) {
            socket.setSoTimeout(10_000);
            String head = "POST /api/v10" + caller.channel() + "/messages HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                    + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
            OutputStream out = socket.getOutputStream();
            out.write(head.getBytes(StandardCharsets.UTF_8));
            byte[] mebibyte = ("100000\r\n" + " ".repeat(1 << 20) + "\r\n").getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 27; i++) {
                out.write(mebibyte);
            }
            // The body has no end yet.
            String answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
            assertThat(answer).startsWith("HTTP/1.1 413");
        }
        assertThat(caller.control("GET", "requests")
                        .json()
                        .at("/requests/0/status")
                        .asInt())
                .isEqualTo(413);
    }

    @Test
    void theNewestMessagesAreKept() {
        DiscordOptions options = caller.discord().options();
        Messages messages = new Messages(options, () -> "http://127.0.0.1/");
        ObjectNode hello = Reply.MAPPER.createObjectNode().put("content", "hello");
        List<String> ids = new ArrayList<>();
        for (int i = 0; i <= Messages.MOST; i++) {
            Payload payload = new Payload(hello, List.of(), null);
            ids.add(messages.create(options.channelId(), false, payload).id());
        }
        assertThat(messages.all()).hasSize(Messages.MOST);
        assertThat(messages.find(ids.get(0))).isNull();
        assertThat(messages.find(ids.get(1))).isNotNull();
    }

    @Test
    void filesCountForWhatIsKept() {
        DiscordOptions options = caller.discord().options();
        Messages messages = new Messages(options, () -> "http://127.0.0.1/");
        ObjectNode hello = Reply.MAPPER.createObjectNode().put("content", "hello");
        Upload file = new Upload("files[0]", "x.png", "image/png", Buffer.buffer(new byte[10 << 20]));
        List<Message> sent = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            sent.add(messages.create(options.channelId(), false, new Payload(hello, List.of(file), null)));
        }
        assertThat(messages.all()).containsExactlyElementsOf(sent.subList(1, 7));
        messages.edit(sent.get(6), new Payload(hello, List.of(file, file), null));
        assertThat(messages.all()).containsExactlyElementsOf(sent.subList(3, 7));
        messages.delete(sent.get(6));
        messages.create(options.channelId(), false, new Payload(hello, List.of(file, file), null));
        assertThat(messages.all()).hasSize(4);
    }

    @Test
    void unknownPlacesHaveTheirCodes() throws Exception {
        String authorization = caller.authorization();
        assertThat(send("/channels/234567890123456780/messages", authorization)).isEqualTo(10003);
        assertThat(send("/channels/fills/messages", authorization)).isEqualTo(50035);
        assertThat(send(caller.channel() + "/messages/1", authorization)).isEqualTo(10008);
        assertThat(caller.send("GET", "/guilds/1", "", authorization).status()).isEqualTo(404);
        assertThat(caller.send("PUT", caller.channel() + "/messages", "", authorization)
                        .status())
                .isEqualTo(405);
        assertThat(caller.send("GET", "/users/@me", "", "").status()).isEqualTo(401);
        assertThat(caller.send("GET", "/applications/@me", "", authorization).status())
                .isEqualTo(200);
    }

    private int send(String path, String authorization) throws Exception {
        return caller.send("GET", path, "", authorization).code();
    }
}
