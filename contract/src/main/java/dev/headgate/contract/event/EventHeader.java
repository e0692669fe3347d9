// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.event;

/** Header names of the CloudEvents Kafka binding 1.0.2, binary content mode. */
public final class EventHeader {

    /** What the name of each attribute's header begins with, extensions among them. */
    public static final String ATTRIBUTE_PREFIX = "ce_";

    /** Version of CloudEvents: always {@value #SPEC_VERSION_VALUE}. */
    public static final String SPEC_VERSION = "ce_specversion";

    /** The only version of CloudEvents that is written and read. */
    public static final String SPEC_VERSION_VALUE = "1.0";

    /** The event's id, unique within its source. */
    public static final String ID = "ce_id";

    /** The event's type. */
    public static final String TYPE = "ce_type";

    /** Who sent the event: the caller, else {@code /<namespace>/<pipeline>}. */
    public static final String SOURCE = "ce_source";

    /** When the event happened, as the client says: RFC 3339. */
    public static final String TIME = "ce_time";

    /** The event's key, such as a user id. */
    public static final String PARTITION_KEY = "ce_partitionkey";

    /** Media type of the record's value. */
    public static final String CONTENT_TYPE = "content-type";

    private EventHeader() {}
}
