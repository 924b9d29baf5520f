/** Keeps frames exactly as they came, in compressed files of JSON lines that any tool reads. */
@NullMarked
package caravan.recording.raw;

import org.jspecify.annotations.NullMarked;
