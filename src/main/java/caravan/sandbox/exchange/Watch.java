package caravan.sandbox.exchange;

import caravan.sandbox.exchange.stream.Overseer;

/** Writes down what the stream does, and throws the faults that were armed. */
final class Watch implements Overseer {
    private final Journal journal;
    private final Faults faults;

    Watch(Journal journal, Faults faults) {
        this.journal = journal;
        this.faults = faults;
    }

    @Override
    public void sent(String type) {
        journal.sent.add(type);
    }

    @Override
    public void asked(String command) {
        journal.commands.add(command);
    }

    @Override
    public Fate fate(String type, Kind kind, boolean swappable) {
        return faults.fate(type, kind, swappable);
    }

    @Override
    public Fate fateOfFill() {
        return faults.fateOfFill();
    }

    @Override
    public void fillRepeated() {
        faults.count(Fault.DUPLICATE_FILLS.word());
    }
}
