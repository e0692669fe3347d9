// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.http;

import dev.headgate.ingest.caller.webhook.Webhooks;
import dev.headgate.ingest.growth.TopicGates;
import dev.headgate.ingest.kafka.DeadlineWatch;
import dev.headgate.ingest.kafka.EventPublisher;
import dev.headgate.ingest.kafka.KafkaGate;
import dev.headgate.ingest.kafka.ProducerSupervisor;
import dev.headgate.ingest.setting.IngestSettings;
import dev.headgate.ingest.tls.ServerTls;
import org.jspecify.annotations.Nullable;

/**
 * What the routes are made of.
 *
 * @param tls of the port for clients; null if it speaks none
 * @param accessLog null if there is none
 */
public record IngestParts(
        IngestSettings settings,
        KafkaGate gate,
        ProducerSupervisor supervisor,
        EventPublisher publisher,
        DeadlineWatch deadlines,
        Admission admission,
        TopicGates growth,
        CallerDesk callers,
        Webhooks webhooks,
        SchemaDesk schemas,
        RefusedMetrics refused,
        @Nullable ServerTls tls,
        @Nullable AccessLog accessLog) {}
