// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.topic;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigsOptions;
import org.apache.kafka.clients.admin.AlterConfigsResult;
import org.apache.kafka.clients.admin.CreatePartitionsOptions;
import org.apache.kafka.clients.admin.CreatePartitionsResult;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.DeleteTopicsOptions;
import org.apache.kafka.clients.admin.DeleteTopicsResult;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.clients.admin.DescribeConfigsResult;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsResult;
import org.apache.kafka.clients.admin.ForwardingAdmin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.TopicCollection;
import org.apache.kafka.common.config.ConfigResource;
import org.jspecify.annotations.Nullable;

/** Kafka's client with an ear: it notes each call, and something may happen just before one. */
final class AdminTap extends ForwardingAdmin {

    /** What the taps of one test have heard, and what is to happen. */
    static final class Ear {
        private final List<String> calls = new CopyOnWriteArrayList<>();
        private volatile @Nullable String call;
        private volatile Runnable event = () -> {};

        /** The calls that change something. */
        List<String> writes() {
            return calls.stream().filter(name -> !name.startsWith("describe")).toList();
        }

        /** How often something was asked. */
        long count(String name) {
            return calls.stream().filter(name::equals).count();
        }

        void clear() {
            calls.clear();
        }

        /** Has something happen before the next call of that name, once. */
        void before(String name, Runnable happening) {
            event = happening;
            call = name;
        }

        private void hear(String name) {
            calls.add(name);
            if (name.equals(call)) {
                call = null;
                event.run();
            }
        }
    }

    private final Ear ear;

    AdminTap(Map<String, Object> settings, Ear ear) {
        super(settings);
        this.ear = ear;
    }

    @Override
    public DescribeTopicsResult describeTopics(
            TopicCollection topics, DescribeTopicsOptions options) {
        ear.hear("describeTopics");
        return super.describeTopics(topics, options);
    }

    @Override
    public DescribeConfigsResult describeConfigs(
            Collection<ConfigResource> resources, DescribeConfigsOptions options) {
        ear.hear("describeConfigs");
        return super.describeConfigs(resources, options);
    }

    @Override
    public CreateTopicsResult createTopics(
            Collection<NewTopic> topics, CreateTopicsOptions options) {
        ear.hear("createTopics");
        return super.createTopics(topics, options);
    }

    @Override
    public CreatePartitionsResult createPartitions(
            Map<String, NewPartitions> partitions, CreatePartitionsOptions options) {
        ear.hear("createPartitions");
        return super.createPartitions(partitions, options);
    }

    @Override
    public AlterConfigsResult incrementalAlterConfigs(
            Map<ConfigResource, Collection<AlterConfigOp>> configs, AlterConfigsOptions options) {
        ear.hear("incrementalAlterConfigs");
        return super.incrementalAlterConfigs(configs, options);
    }

    @Override
    public DeleteTopicsResult deleteTopics(TopicCollection topics, DeleteTopicsOptions options) {
        ear.hear("deleteTopics");
        return super.deleteTopics(topics, options);
    }
}
