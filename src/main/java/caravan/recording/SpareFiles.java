package caravan.recording;

/** Files that are given up before rows when room is short. */
public interface SpareFiles {
    /** How many bytes they take. */
    long bytes();

    /** Deletes the oldest of them until so many bytes are free, as far as that goes. */
    void free(long bytes);
}
