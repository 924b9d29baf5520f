package caravan.sandbox.exchange.rest;

import java.util.List;

/** The keys that may sign for the account. */
@FunctionalInterface
public interface KeyRing {
    List<Key> keys();

    /** A key without what is secret about it. */
    record Key(String id, String name) {}
}
