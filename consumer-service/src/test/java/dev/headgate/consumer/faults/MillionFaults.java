// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.consumer.faults.Checker.Verdict;
import dev.headgate.consumer.faults.Workload.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Many records through every kind of crash in one run. */
@ExtendWith(FaultServers.Shared.class)
class MillionFaults {

    private static final Duration DRAIN = Duration.ofMinutes(10);

    private enum Crash {
        CONSUMER,
        BROKER,
        POSTGRES
    }

    @Test
    @Tag("F0")
    void landsAMillionRecordsOnceThroughFiveCrashes(FaultServers servers, FaultLog log)
            throws Exception {
        int records = FaultLog.choose(100_000, 1_000_000);
        var random = log.random();
        var crashes =
                new ArrayList<>(
                        List.of(
                                Crash.CONSUMER,
                                Crash.CONSUMER,
                                Crash.CONSUMER,
                                Crash.BROKER,
                                Crash.POSTGRES));
        Collections.shuffle(crashes, random);
        try (var scene = Scene.of(servers, 8);
                var workload =
                        Workload.start(
                                scene, "million", random, new Plan(records, Duration.ZERO))) {
            ConsumerProcess consumer = scene.process();
            try {
                int lot = records / (crashes.size() + 1);
                for (int done = 0; done < crashes.size(); done++) {
                    scene.awaitRows((long) lot * done + random.nextInt(lot));
                    switch (crashes.get(done)) {
                        case CONSUMER -> {
                            consumer.kill();
                            scene.newGroup();
                            consumer = scene.process();
                        }
                        case BROKER -> {
                            servers.kafka().kill();
                            servers.kafka().restart();
                        }
                        case POSTGRES -> {
                            servers.postgres().crash();
                            servers.postgres().restart();
                        }
                    }
                }
                var sent = workload.sentAll();
                scene.awaitSettled(DRAIN);
                consumer.terminate();

                Verdict verdict = Checker.check(scene, sent);
                assertThat(verdict).isEqualTo(new Verdict(records, records, 0, 0, 0));
                assertThat(scene.tables().number("SELECT count(*) FROM event")).isEqualTo(records);
                log.figure("rows", verdict.rows());
                log.figure("crashes", crashes);
            } finally {
                consumer.close();
            }
        }
    }
}
