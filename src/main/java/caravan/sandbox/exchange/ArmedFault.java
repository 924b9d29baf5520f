package caravan.sandbox.exchange;

import org.jspecify.annotations.Nullable;

/**
 * A fault that waits for its chance.
 *
 * @param left how often it strikes yet; {@link #FOREVER} until it is switched off
 * @param probability with which it strikes when it could
 * @param method of requests that it is meant for; null for any
 * @param target what it is meant for: the beginning of a request's path, or a frame's type; null for anything
 * @param number seconds, milliseconds or a status, as the fault has it
 * @param applied whether the request is carried out first
 */
record ArmedFault(
        long left,
        double probability,
        @Nullable String method,
        @Nullable String target,
        int number,
        boolean applied) {
    static final long FOREVER = Long.MAX_VALUE;

    boolean isMeantFor(@Nullable String withMethod, String withTarget) {
        return (method == null || method.equals(withMethod)) && (target == null || withTarget.startsWith(target));
    }

    ArmedFault once() {
        return new ArmedFault(left == FOREVER ? left : left - 1, probability, method, target, number, applied);
    }
}
