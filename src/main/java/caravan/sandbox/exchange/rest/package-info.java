/**
 * The sandbox exchange's REST surface: a catalogue of operations over the engine and the world, and the records that they
 * read. Knows nothing of sockets or signatures; everything runs on the server's one event loop.
 */
@NullMarked
package caravan.sandbox.exchange.rest;

import org.jspecify.annotations.NullMarked;
