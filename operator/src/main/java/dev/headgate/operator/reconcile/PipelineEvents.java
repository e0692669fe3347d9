// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.reconcile;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.headgate.contract.pipeline.IngestionPipeline;
import dev.headgate.operator.resource.PipelineResource;
import dev.headgate.operator.topic.DeletionResult;
import dev.headgate.operator.workload.WorkloadApplier;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells about pipelines in Kubernetes' events. The same event is sent again only after a while, as
 * one that happened once more. An event that cannot be sent is lost: the status says the same.
 *
 * <p>For any number of threads.
 */
public final class PipelineEvents {

    /** Kubernetes forgets events after an hour. */
    static final Duration RESEND_AFTER = Duration.ofMinutes(30);

    private static final Logger LOGGER = LoggerFactory.getLogger(PipelineEvents.class);
    private static final int REMEMBERED_MAX = 2_000;

    /** As long as Kubernetes lets it be. */
    private static final int MESSAGE_CHARS = 1_024;

    private record Sent(String firstTime, Instant last, int count) {}

    private final KubernetesClient client;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Sent> sent =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Sent> eldest) {
                    return size() > REMEMBERED_MAX;
                }
            };

    /** The client stays the caller's. */
    PipelineEvents(KubernetesClient client, InstantSource clock) {
        this.client = client;
        this.clock = clock;
    }

    /** Tells what became of the topics of a pipeline that goes. */
    void deleted(PipelineResource pipeline, DeletionResult.Finished finished) {
        if (!finished.deleted().isEmpty()) {
            send(
                    pipeline,
                    EventReason.TopicsDeleted,
                    "Deleted with their records: %s."
                            .formatted(String.join(", ", finished.deleted())));
        }
        if (!finished.abandoned().isEmpty()) {
            send(
                    pipeline,
                    EventReason.TopicsAbandoned,
                    "Left behind in Kafka, which could not be brought to delete them: %s."
                            .formatted(String.join(", ", finished.abandoned())));
        }
    }

    /** Sends one unless it was sent a short while ago. */
    void send(PipelineResource pipeline, EventReason reason, String message) {
        String text =
                message.length() <= MESSAGE_CHARS ? message : message.substring(0, MESSAGE_CHARS);
        String name =
                "%s.%s"
                        .formatted(
                                pipeline.getMetadata().getName(),
                                digest(pipeline.getMetadata().getUid(), reason.name(), text));
        noted(name).ifPresent(times -> write(event(pipeline, name, reason, text, times)));
    }

    private Optional<Sent> noted(String name) {
        Instant now = clock.instant();
        lock.lock();
        try {
            Sent before = sent.get(name);
            if (before != null && now.isBefore(before.last().plus(RESEND_AFTER))) {
                return Optional.empty();
            }
            var times =
                    before == null
                            ? new Sent(now.truncatedTo(ChronoUnit.SECONDS).toString(), now, 1)
                            : new Sent(before.firstTime(), now, before.count() + 1);
            sent.put(name, times);
            return Optional.of(times);
        } finally {
            lock.unlock();
        }
    }

    private void write(Event event) {
        try {
            client.resource(event)
                    .fieldManager(WorkloadApplier.FIELD_MANAGER)
                    .forceConflicts()
                    .serverSideApply();
        } catch (KubernetesClientException e) {
            LOGGER.atWarn()
                    .addKeyValue("namespace", event.getMetadata().getNamespace())
                    .addKeyValue("pipeline", event.getInvolvedObject().getName())
                    .addKeyValue("reason", event.getReason())
                    .addKeyValue("status", e.getCode())
                    .log("An event could not be sent");
        }
    }

    private static Event event(
            PipelineResource pipeline,
            String name,
            EventReason reason,
            String message,
            Sent times) {
        return new EventBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(pipeline.getMetadata().getNamespace())
                .endMetadata()
                .withNewInvolvedObject()
                .withApiVersion(IngestionPipeline.API_VERSION)
                .withKind(IngestionPipeline.KIND)
                .withName(pipeline.getMetadata().getName())
                .withNamespace(pipeline.getMetadata().getNamespace())
                .withUid(pipeline.getMetadata().getUid())
                .endInvolvedObject()
                .withType(reason.type())
                .withReason(reason.name())
                .withMessage(message)
                .withFirstTimestamp(times.firstTime())
                .withLastTimestamp(times.last().truncatedTo(ChronoUnit.SECONDS).toString())
                .withCount(times.count())
                .withNewSource("headgate-operator", null)
                .build();
    }

    /** The same event has the same name, from whichever replica of the operator. */
    private static String digest(String uid, String reason, String message) {
        return UUID.nameUUIDFromBytes((uid + reason + message).getBytes(UTF_8)).toString();
    }
}
