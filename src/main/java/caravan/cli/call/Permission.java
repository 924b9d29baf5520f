package caravan.cli.call;

import caravan.cli.BadInputException;
import caravan.cli.Environment;
import caravan.cli.Machine;
import caravan.kalshi.catalogue.Effect;
import caravan.kalshi.catalogue.Operation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * Sees to it that nothing is changed by mistake where it counts: everywhere but in the sandbox.
 *
 * @param yes whether the command line says that it is meant
 * @param dangerous whether it says so for what moves money or makes keys
 */
record Permission(boolean yes, boolean dangerous) {
    /**
     * Whether a call may be made; asks the person at the terminal where the command line does not say.
     *
     * @throws BadInputException if nobody has said that it is meant
     */
    boolean isGiven(Machine machine, Environment environment, Operation operation, String what) {
        if (environment == Environment.SANDBOX || operation.effect() == Effect.READ) {
            return true;
        }
        if (isDangerous(operation) && !dangerous) {
            throw new BadInputException("%s: expected --dangerous on %s, since it %s; found none"
                    .formatted(operation, environment.id(), danger(operation)));
        }
        return yes || isConfirmed(machine, environment, operation, what);
    }

    /** What the catalogue does not know may be anything. */
    static boolean isDangerous(Operation operation) {
        return operation.effect().isDangerous() || (!operation.listed() && operation.effect() != Effect.READ);
    }

    private static String danger(Operation operation) {
        return switch (operation.effect()) {
            case MONEY -> "moves money";
            case KEYS -> "makes or deletes keys";
            default -> "may do anything: the catalogue does not know it";
        };
    }

    private static boolean isConfirmed(Machine machine, Environment environment, Operation operation, String what) {
        try {
            Optional<BufferedReader> person = machine.keyboard().reader();
            if (person.isEmpty()) {
                throw new BadInputException(
                        "%s: expected --yes, since it changes the account on %s and nobody is at a terminal to be asked; found none"
                                .formatted(operation, environment.id()));
            }
            machine.err().println(what);
            machine.err()
                    .print("This changes your account on %s%s. Type %s to send it: "
                            .formatted(
                                    environment.id(),
                                    environment == Environment.PROD ? ", with real money" : "",
                                    environment.id()));
            machine.err().flush();
            String answer = person.get().readLine();
            return answer != null && answer.strip().equals(environment.id());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(
                    "expected an answer at the terminal, found none that can be read", unreadable);
        }
    }
}
