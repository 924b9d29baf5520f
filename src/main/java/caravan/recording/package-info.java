/** Keeps what the exchange says to everybody in SQL: batched, spooled to disk while the database is away. */
@NullMarked
package caravan.recording;

import org.jspecify.annotations.NullMarked;
