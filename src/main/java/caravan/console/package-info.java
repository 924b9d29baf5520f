/**
 * What a person, a monitor or a script sees of the running program: Hawtio, Jolokia, health and metrics on the management
 * port; the API on the console's.
 */
@NullMarked
package caravan.console;

import org.jspecify.annotations.NullMarked;
