// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.event;

/**
 * A context attribute of a CloudEvent that goes into the record as it is, under {@code ce_} and its
 * name.
 *
 * @param name lower-case letters and digits
 * @param value canonical text
 */
public record ContextAttribute(String name, String value) {}
