package caravan.risk;

/** One rule that every request has to pass. It decides on what it is shown, and sends and changes nothing. */
interface RiskCheck {
    /** Which requests have to pass a check. What only takes back has to pass none. */
    enum Reach {
        /** Those with which more can be lost than without. */
        GROWING,
        /** The same, looked at by event: closing one of its markets may take away what covers another. */
        GROWING_IN_EVENT,
        /** Every order that is to rest, also one that only makes a position smaller. */
        QUOTES,
        /** Exits as well, but for those that a person asked for. */
        ALL_BUT_A_PERSONS,
        /** Everything that may trade. */
        ALL
    }

    /** In kebab case, for settings, logs and tables. */
    String name();

    /** Which requests have to pass. */
    default Reach reach() {
        return Reach.GROWING;
    }

    /** Whether an order of ours may not even go on resting where this check would deny it. */
    default boolean withdraws() {
        return false;
    }

    /** Whether a proposal has to pass. */
    default boolean concerns(Proposal proposal) {
        return switch (reach()) {
            case GROWING -> !proposal.isReducing();
            case GROWING_IN_EVENT -> !proposal.isReducing() || !proposal.isExit() && proposal.raisesEventLoss();
            case QUOTES -> !proposal.isExit();
            case ALL_BUT_A_PERSONS -> !proposal.isAPersons();
            case ALL -> true;
        };
    }

    Verdict check(Proposal proposal);
}
