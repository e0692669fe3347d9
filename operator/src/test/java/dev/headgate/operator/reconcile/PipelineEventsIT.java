// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.operator.cluster.KubeApiServer;
import dev.headgate.operator.cluster.SharedCluster;
import dev.headgate.operator.cluster.WriteLog;
import dev.headgate.operator.resource.PipelineResource;
import dev.headgate.operator.topic.DeletionResult;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The events that a real API server keeps. */
@ExtendWith(SharedCluster.class)
class PipelineEventsIT {

    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-01-01T00:00:00.5Z"));
    private final InstantSource clock = now::get;

    @Test
    void sameEventIsSentAgainOnlyAfterHalfAnHour(KubeApiServer server) {
        PipelineResource pipeline = pipeline(server);
        var log = new WriteLog();
        try (KubernetesClient client = server.client(log)) {
            var events = new PipelineEvents(client, clock);

            events.send(pipeline, EventReason.TopicConflict, "Topic a is taken.");
            now.set(now.get().plus(HALF_AN_HOUR).minusMillis(1));
            events.send(pipeline, EventReason.TopicConflict, "Topic a is taken.");
            assertThat(log.writes()).hasSize(1);
            now.set(now.get().plusMillis(1));
            events.send(pipeline, EventReason.TopicConflict, "Topic a is taken.");

            assertThat(log.writes()).hasSize(2);
            assertThat(kept(server, pipeline))
                    .singleElement()
                    .satisfies(event -> {
                        assertThat(event.getType()).isEqualTo("Warning");
                        assertThat(event.getReason()).isEqualTo("TopicConflict");
                        assertThat(event.getCount()).isEqualTo(2);
                        assertThat(event.getFirstTimestamp()).isEqualTo("2026-01-01T00:00:00Z");
                        assertThat(event.getLastTimestamp()).isEqualTo("2026-01-01T00:30:00Z");
                        assertThat(event.getInvolvedObject().getUid()).isEqualTo("uid-1");
                    });
        }
    }

    @Test
    void anotherMessageIsAnotherEvent(KubeApiServer server) {
        PipelineResource pipeline = pipeline(server);
        var events = new PipelineEvents(server.client(), clock);

        events.deleted(pipeline, new DeletionResult.Finished(List.of("a"), List.of()));
        events.deleted(pipeline, new DeletionResult.Finished(List.of(), List.of("a")));
        events.deleted(pipeline, new DeletionResult.Finished(List.of(), List.of()));

        assertThat(kept(server, pipeline))
                .extracting(Event::getReason)
                .containsExactlyInAnyOrder("TopicsDeleted", "TopicsAbandoned");
    }

    @Test
    void eventThatCannotBeSentIsLostAndNothingElse(KubeApiServer server) {
        PipelineResource pipeline = pipeline(server);
        pipeline.getMetadata().setNamespace("there-is-no-such-namespace");

        new PipelineEvents(server.client(), clock)
                .send(pipeline, EventReason.TopicsCreated, "Made in Kafka: a.");

        assertThat(kept(server, pipeline)).isEmpty();
    }

    private static PipelineResource pipeline(KubeApiServer server) {
        var pipeline = new PipelineResource();
        pipeline.setMetadata(
                new ObjectMetaBuilder()
                        .withName("orders")
                        .withNamespace(server.namespace("events"))
                        .withUid("uid-1")
                        .build());
        return pipeline;
    }

    private static List<Event> kept(KubeApiServer server, PipelineResource pipeline) {
        return server.client()
                .v1()
                .events()
                .inNamespace(pipeline.getMetadata().getNamespace())
                .list()
                .getItems();
    }
}
