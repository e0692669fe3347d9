// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest;

/**
 * What the service has done since it started, and has in hand.
 *
 * @param requests requests answered
 * @param accepted events in Kafka
 * @param duplicate repeats of an id within one request
 * @param refused events refused for good
 * @param notStored events certainly not stored, may be repeated
 * @param unknown events of which it is not known
 * @param inFlightRequests requests being worked on
 * @param inFlightBytes bytes that Kafka has not answered for
 */
public record IngestCounts(
        long requests,
        long accepted,
        long duplicate,
        long refused,
        long notStored,
        long unknown,
        int inFlightRequests,
        long inFlightBytes) {}
