package caravan.sandbox.discord;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.multipart.Attribute;
import io.netty.handler.codec.http.multipart.DefaultHttpDataFactory;
import io.netty.handler.codec.http.multipart.FileUpload;
import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder;
import io.netty.handler.codec.http.multipart.InterfaceHttpData;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a request wants to say: JSON, alone or as a part of a form, and files.
 *
 * @param refusal why it cannot be read, or null
 */
record Payload(
        ObjectNode json, List<Upload> files, @Nullable Reply refusal) {
    static final int LARGEST = 25 << 20;

    private static final int LARGEST_FILE = 10 << 20;
    private static final String JSON = "application/json";
    private static final String FORM = "multipart/form-data";
    private static final String ENCODED = "application/x-www-form-urlencoded";

    static Payload read(Call call) {
        String type = String.valueOf(call.contentType()).toLowerCase(Locale.ROOT);
        if (type.startsWith(JSON)) {
            return json(call.body().toString(StandardCharsets.UTF_8), List.of());
        }
        if (type.startsWith(FORM) && !type.contains("boundary=")) {
            return invalidForm();
        }
        if (type.startsWith(FORM) || type.startsWith(ENCODED)) {
            return form(call);
        }
        FormErrors errors = new FormErrors();
        String message =
                "Expected \"Content-Type\" header to be one of {'%s', '%s', '%s'}.".formatted(ENCODED, JSON, FORM);
        errors.add("", "CONTENT_TYPE_INVALID", message);
        return refused(Reply.invalid(errors));
    }

    private static Payload form(Call call) {
        DefaultFullHttpRequest request = new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1,
                HttpMethod.POST,
                "/",
                Unpooled.wrappedBuffer(call.body().getBytes()));
        request.headers().set("Content-Type", String.valueOf(call.contentType()));
        ObjectNode fields = Reply.MAPPER.createObjectNode();
        List<Upload> files = new ArrayList<>();
        String json = null;
        HttpPostRequestDecoder decoder = null;
        try {
            decoder = new HttpPostRequestDecoder(new DefaultHttpDataFactory(false), request);
            for (InterfaceHttpData data : decoder.getBodyHttpDatas()) {
                if (data instanceof FileUpload file) {
                    files.add(new Upload(
                            file.getName(), file.getFilename(), file.getContentType(), Buffer.buffer(file.get())));
                } else if (data instanceof Attribute field && field.getName().equals("payload_json")) {
                    json = new String(field.get(), StandardCharsets.UTF_8);
                } else if (data instanceof Attribute field) {
                    fields.put(field.getName(), new String(field.get(), StandardCharsets.UTF_8));
                }
            }
        } catch (HttpPostRequestDecoder.ErrorDataDecoderException
                | HttpPostRequestDecoder.EndOfDataDecoderException
                | IOException
                | IllegalArgumentException e) {
            return invalidForm();
        } finally {
            if (decoder != null) {
                decoder.destroy();
            }
        }
        for (Upload file : files) {
            if (file.content().length() > LARGEST_FILE) {
                return refused(Reply.error(400, 50045, "File uploaded exceeds the maximum size"));
            }
        }
        return json == null ? new Payload(fields, files, null) : json(json, files);
    }

    private static Payload json(String text, List<Upload> files) {
        try {
            JsonNode node = Reply.MAPPER.readTree(text);
            if (node instanceof ObjectNode object) {
                return new Payload(object, files, null);
            }
        } catch (JsonProcessingException e) {
            // What is wrong with it is not told, by Discord neither.
        }
        return refused(Reply.error(400, 50109, "The request body contains invalid JSON."));
    }

    private static Payload invalidForm() {
        return refused(Reply.error(400, 50109, "The request body contains an invalid form."));
    }

    private static Payload refused(Reply refusal) {
        return new Payload(Reply.MAPPER.createObjectNode(), List.of(), refusal);
    }
}
