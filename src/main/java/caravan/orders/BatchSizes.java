package caravan.orders;

/** How many orders fit into one request. */
public record BatchSizes(int creates, int cancels) {}
