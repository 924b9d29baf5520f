/**
 * The matching engine of the sandbox: books, orders, accounts and money, without sockets or threads.
 *
 * <p>It counts in the units of the model's types, as plain numbers, for it works a million times a second: prices in
 * {@link caravan.model.Price#units}, quantities in {@link caravan.model.Quantity#units}, money in
 * {@link caravan.model.Money#units}, and time in microseconds since 1970. The same commands at the same times give the
 * same events.
 */
@NullMarked
package caravan.sandbox.engine;

import org.jspecify.annotations.NullMarked;
