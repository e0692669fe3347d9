// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer;

/** How the members of a consumer group come to terms about who reads what. */
public enum GroupProtocol {
    /** {@link #Consumer}; {@link #Classic} if the brokers do not know that. */
    Auto,
    /** The group coordinator decides (KIP-848); brokers from 4.0 on have it. */
    Consumer,
    /** The members decide among themselves; the only one of brokers before 4.0. */
    Classic
}
