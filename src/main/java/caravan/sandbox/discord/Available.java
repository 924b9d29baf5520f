package caravan.sandbox.discord;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The files that a message will have after a request.
 *
 * @param names of all of them; two files may have the same
 * @param ids by which the request may speak of files: those of the message and the numbers of what it brings
 */
record Available(List<String> names, Set<String> ids) {
    /** The files of a new message. */
    static Available of(List<Upload> files) {
        return new Available(
                new ArrayList<>(files.stream().map(Upload::filename).toList()),
                new HashSet<>(files.stream().map(Upload::number).toList()));
    }

    /** The files of a message that is edited. */
    static Available of(Message message, Payload edit) {
        Available available = of(edit.files());
        Attachments.kept(message, edit.json())
                .forEach(id -> available.names.add(message.files().get(id).filename()));
        available.ids.addAll(message.files().keySet());
        return available;
    }
}
