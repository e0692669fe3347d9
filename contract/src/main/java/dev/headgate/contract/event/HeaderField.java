// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.event;

/**
 * One header of a Kafka record. The value is shared, not copied: nobody changes it.
 *
 * @param name header name
 * @param value header value, UTF-8 in all headers that Headgate writes
 */
@SuppressWarnings("ArrayRecordComponent") // A carrier on the hot path; never compared.
public record HeaderField(String name, byte[] value) {}
