// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.pipeline;

/**
 * A pattern over event types: a literal, or a prefix followed by one {@code *} at the end.
 *
 * @param prefix what an event type must equal, or begin with when {@code open}
 * @param open whether anything may follow the prefix
 */
public record EventTypePattern(String prefix, boolean open) {

    /** Reads a pattern; the text has at most one {@code *}, at its end. */
    public static EventTypePattern of(String text) {
        boolean open = text.endsWith("*");
        return new EventTypePattern(open ? text.substring(0, text.length() - 1) : text, open);
    }

    /** A type that it matches: the literal itself, or the prefix and a word. */
    public String example() {
        if (!open) {
            return prefix;
        }
        return prefix.isEmpty() ? "order.created" : prefix + "created";
    }

    /** Whether an event of this type is meant. */
    public boolean matches(String eventType) {
        return open ? eventType.startsWith(prefix) : eventType.equals(prefix);
    }

    @Override
    public String toString() {
        return open ? prefix + "*" : prefix;
    }
}
