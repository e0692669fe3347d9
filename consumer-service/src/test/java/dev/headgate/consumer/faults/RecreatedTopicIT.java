// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headgate.consumer.ConsumerService;
import dev.headgate.consumer.faults.Checker.Verdict;
import dev.headgate.consumer.faults.Workload.Sent;
import java.time.Duration;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A topic is deleted and made again under its name while the service reads it. */
@Tag("F24")
@ExtendWith(FaultServers.Shared.class)
class RecreatedTopicIT {

    /** Offsets begin anew below what was settled of the old topic: Kafka calls it out of range. */
    @Test
    void readsTheNewTopicFromItsBeginThoughTheOldOneWasLonger(FaultServers servers, FaultLog log) {
        var random = log.random();
        try (var scene = Scene.of(servers, 2)) {
            ConsumerService service = scene.start("consumer.start-from", "Latest");
            await().atMost(Scene.PATIENCE).until(() -> service.counts().partitions() == 2);
            Workload.send(scene, "old", random, 400);
            scene.awaitSettled();

            recreate(scene);
            Sent sent = Workload.send(scene, "new", random, 100);

            long begin = System.nanoTime();
            scene.awaitSettled();
            log.figure("settled ms", (System.nanoTime() - begin) / 1_000_000);
            service.stop();
            Verdict verdict = Checker.check(scene, sent);
            assertThat(verdict).isEqualTo(new Verdict(100, 100, 0, 0, 0));
            assertThat(scene.tables().rows()).isEqualTo(500);
            assertThat(scene.tables().number("SELECT count(*) FROM data_gap")).isZero();
        }
    }

    /**
     * The new topic is longer at once, so that Kafka reads on in its middle. Records that arrive
     * before the next look at the topic's id may be taken for such of the old topic; no event is
     * lost and none is stored twice.
     */
    @Test
    void losesAndDoublesNoEventOfANewTopicThatIsLongerAtOnce(FaultServers servers, FaultLog log) {
        var random = log.random();
        try (var scene = Scene.of(servers, 2)) {
            ConsumerService service = scene.start("consumer.start-from", "Latest");
            await().atMost(Scene.PATIENCE).until(() -> service.counts().partitions() == 2);
            Workload.send(scene, "old", random, 20);
            scene.awaitSettled();

            recreate(scene);
            Workload.send(scene, "new", random, 2_000);

            await().atMost(Duration.ofSeconds(30)).until(() -> scene.tables().rows() >= 2_020);
            scene.awaitSettled();
            service.stop();
            assertThat(scene.tables().rows()).isEqualTo(2_020);
            assertThat(scene.tables().number("SELECT count(DISTINCT event_id) FROM event"))
                    .isEqualTo(2_020);
            long mistaken =
                    scene.tables()
                            .number(
                                    """
                                    SELECT count(*) FROM event JOIN topic_ref USING (topic_ref)
                                    WHERE event_id LIKE 'new-%' AND topic_id <> '%1$s'
                                    """
                                            .replace(
                                                    "%1$s",
                                                    SceneTables.uuid(scene.topicId()).toString()));
            log.figure("taken for the old topic", mistaken);
        }
    }

    private static void recreate(Scene scene) {
        scene.delete();
        var again = new NewTopic(scene.topic(), 2, (short) 1);
        await().atMost(Scene.PATIENCE).ignoreExceptions().untilAsserted(() -> scene.create(again));
    }
}
