package caravan.sandbox.simulation;

import java.util.List;

/**
 * An event that is going to be listed with all its markets.
 *
 * @param kind which of the catalogue's series it belongs to
 * @param opens microseconds since 1970
 * @param closes microseconds since 1970
 */
record Plan(Catalogue.Kind kind, EventListing event, List<Listing> listings, long opens, long closes) {}
