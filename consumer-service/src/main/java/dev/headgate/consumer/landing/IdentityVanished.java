// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.landing;

/**
 * An identity stood in the way of an insert and was gone when it was looked up: it reached its
 * horizon in between. Trying the transaction again settles it.
 */
public final class IdentityVanished extends RuntimeException {

    private static final long serialVersionUID = 1L;

    IdentityVanished() {
        super("an identity reached its horizon while it was looked up", null, false, false);
    }
}
