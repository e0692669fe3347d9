// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.caller;

/**
 * How much a caller may post, to each replica of the service; 0 for as much as he wants.
 *
 * @param requestsPerSecond requests
 * @param eventsPerSecond events, valid or not
 * @param bytesPerSecond bytes of bodies as they are sent
 */
public record CallerQuota(long requestsPerSecond, long eventsPerSecond, long bytesPerSecond) {

    /** No limit. */
    public static final CallerQuota NONE = new CallerQuota(0, 0, 0);
}
