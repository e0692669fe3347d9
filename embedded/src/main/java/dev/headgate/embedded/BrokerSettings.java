// SPDX-License-Identifier: Apache-2.0
package dev.headgate.embedded;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Kafka's own settings for one broker that is its own controller. */
final class BrokerSettings {

    static final int NODE = 1;
    static final String BROKER = "BROKER";
    static final String CONTROLLER = "CONTROLLER";

    private BrokerSettings() {}

    static Map<String, String> of(Path data, int port, int controllerPort) {
        var settings = new HashMap<String, String>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "" + NODE);
        settings.put(
                "listeners",
                BROKER
                        + "://127.0.0.1:"
                        + port
                        + ","
                        + CONTROLLER
                        + "://127.0.0.1:"
                        + controllerPort);
        settings.put("advertised.listeners", BROKER + "://127.0.0.1:" + port);
        settings.put(
                "listener.security.protocol.map",
                BROKER + ":PLAINTEXT," + CONTROLLER + ":PLAINTEXT");
        settings.put("inter.broker.listener.name", BROKER);
        settings.put("controller.listener.names", CONTROLLER);
        settings.put("controller.quorum.voters", NODE + "@127.0.0.1:" + controllerPort);
        settings.put("log.dirs", data.toString());
        settings.put("auto.create.topics.enable", "false");
        settings.put("default.replication.factor", "1");
        settings.put("min.insync.replicas", "1");
        settings.put("metric.reporters", "");
        internalTopics(settings);
        groupTiming(settings);
        // A laptop's size: the cleaner's buffer is allocated at once, 128 MiB by default.
        settings.put("log.cleaner.dedupe.buffer.size", "4194304");
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "4");
        return settings;
    }

    private static void internalTopics(Map<String, String> settings) {
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "4");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", "4");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("share.coordinator.state.topic.num.partitions", "4");
    }

    /**
     * A consumer that dies hard stalls its partitions for a session; Kafka's default of 45 s would
     * break most promises. With an assignment interval of 0 a joiner waits for heartbeats only.
     */
    private static void groupTiming(Map<String, String> settings) {
        settings.put("group.consumer.min.session.timeout.ms", "6000");
        settings.put("group.consumer.session.timeout.ms", "6000");
        settings.put("group.consumer.min.heartbeat.interval.ms", "1000");
        settings.put("group.consumer.heartbeat.interval.ms", "1000");
        settings.put("group.consumer.min.assignment.interval.ms", "0");
        settings.put("group.consumer.assignment.interval.ms", "0");
        settings.put("group.initial.rebalance.delay.ms", "0");
    }
}
