/** The command line: settings, the rules that a start must pass, and the commands. */
@NullMarked
package caravan.cli;

import org.jspecify.annotations.NullMarked;
