package caravan.cli;

import java.net.URI;
import java.net.URISyntaxException;

/** Reads the address in a setting. Only on this machine may it be unencrypted. */
final class Address {
    private Address() {}

    /**
     * Returns the address.
     *
     * @param name the setting, for the message
     * @param scheme {@code http} or {@code ws}; with an {@code s} where the address is not on this machine
     * @param secret whether the address is a secret, and not repeated in a message
     */
    static URI parse(String name, String text, String scheme, boolean secret) {
        String expected = name + ": expected an address such as " + scheme + "s://host/path, found ";
        String found = secret ? "something else" : "'" + text + "'";
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException malformed) {
            throw new BadInputException(expected + found);
        }
        if (uri.getHost() == null || uri.getScheme() == null) {
            throw new BadInputException(expected + found);
        }
        if (uri.getUserInfo() != null) {
            throw new BadInputException(name + ": expected an address without user name or password in it;"
                    + " take out the part before the @");
        }
        if (uri.getPort() > 65_535) {
            throw new BadInputException(name + ": expected a port up to 65535, found " + uri.getPort());
        }
        if (uri.getScheme().equalsIgnoreCase(scheme)) {
            if (!Place.isLoopback(uri.getHost())) {
                throw new BadInputException("%s: expected %ss:// for a host that is not this machine, found %s://%s"
                        .formatted(name, scheme, uri.getScheme(), uri.getHost()));
            }
        } else if (!uri.getScheme().equalsIgnoreCase(scheme + "s")) {
            throw new BadInputException("%s: expected %ss://, found %s://".formatted(name, scheme, uri.getScheme()));
        }
        return uri;
    }
}
