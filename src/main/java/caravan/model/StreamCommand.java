package caravan.model;

import java.util.List;

/** What a running connection is asked to change, without a new connection. */
public sealed interface StreamCommand {
    /** The markets that the command is about. */
    List<String> tickers();

    /** From now on exactly these markets, on every channel that is about markets. */
    record SetMarkets(List<String> tickers) implements StreamCommand {
        public SetMarkets {
            tickers = List.copyOf(tickers);
        }
    }

    /** These markets as well. */
    record AddMarkets(List<String> tickers) implements StreamCommand {
        public AddMarkets {
            tickers = List.copyOf(tickers);
        }
    }

    /** These markets no longer. */
    record RemoveMarkets(List<String> tickers) implements StreamCommand {
        public RemoveMarkets {
            tickers = List.copyOf(tickers);
        }
    }

    /** A whole book of each of these markets, in sequence with its changes. */
    record RequestSnapshots(List<String> tickers) implements StreamCommand {
        public RequestSnapshots {
            tickers = List.copyOf(tickers);
        }
    }
}
