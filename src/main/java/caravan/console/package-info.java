/**
 * What a person or a monitor sees of the running program: Hawtio, Jolokia, health and metrics on the management port.
 */
@NullMarked
package caravan.console;

import org.jspecify.annotations.NullMarked;
