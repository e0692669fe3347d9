// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.landing;

import dev.headgate.consumer.record.Refusal;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record that does not land now and may land later.
 *
 * @param kafka the record as Kafka delivered it
 * @param refusal why it does not land now
 * @param attempts how often that was tried: 1, or 0 if it only waits behind a record of its key
 * @param delay after which time it is tried again
 * @param keepOrder whether later records of its key wait for it
 */
public record Parked(
        ConsumerRecord<byte[], byte[]> kafka,
        Refusal refusal,
        int attempts,
        Duration delay,
        boolean keepOrder) {}
