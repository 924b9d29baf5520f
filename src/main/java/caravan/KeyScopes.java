package caravan;

import caravan.risk.TradingPermission;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;

/** Takes from the exchange's list of keys what ours may do. */
public final class KeyScopes {
    private final TradingPermission permission;
    private final String keyId;

    public KeyScopes(TradingPermission permission, String keyId) {
        this.permission = permission;
        this.keyId = keyId;
    }

    /** Tells it to who decides whether this program may trade. */
    public void tell(JsonNode answer) {
        List<String> scopes = StreamSupport.stream(answer.path("api_keys").spliterator(), false)
                .filter(key -> key.path("api_key_id").asText().equals(keyId))
                .flatMap(key -> StreamSupport.stream(key.path("scopes").spliterator(), false))
                .map(JsonNode::asText)
                .toList();
        permission.scopes(scopes);
    }
}
