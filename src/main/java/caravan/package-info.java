/** Joins the rooms of the program: the databases, the beans that routes name, the health checks. */
@NullMarked
package caravan;

import org.jspecify.annotations.NullMarked;
