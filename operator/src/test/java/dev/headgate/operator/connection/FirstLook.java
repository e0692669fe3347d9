// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.connection;

import dev.headgate.contract.pipeline.KafkaConnection;
import dev.headgate.contract.pipeline.PipelineFile;
import dev.headgate.contract.pipeline.PipelineReading.Valid;
import dev.headgate.contract.topic.WantedTopic;
import dev.headgate.operator.status.Judgement;
import dev.headgate.operator.topic.KafkaAccess;
import dev.headgate.operator.topic.KafkaClusters;
import dev.headgate.operator.topic.MemoryClaims;
import dev.headgate.operator.topic.PipelineIdentity;
import dev.headgate.operator.topic.TopicClaims;
import dev.headgate.operator.topic.TopicReconciliation;
import dev.headgate.operator.topic.TopicRequest;
import dev.headgate.operator.topic.TopicResult;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** What the operator says of topics when it works with a Kafka for the first time. */
final class FirstLook {

    private static final String PIPELINE =
            """
            apiVersion: headgate.dev/v1alpha1
            kind: IngestionPipeline
            metadata: {name: orders}
            spec: {topics: [{name: orders, partitions: 1}]}
            """;

    private FirstLook() {}

    /** Logs in with these Secrets, and makes the topics if it is let in. */
    static Judgement at(KafkaConnection kafka, Map<String, Map<String, String>> secrets) {
        KafkaAccess access =
                switch (KafkaLogin.access(
                        kafka, "headgate/shop", name -> Optional.ofNullable(secrets.get(name)))) {
                    case KafkaLogin.Outcome.Known(var known) -> known;
                    case KafkaLogin.Outcome.Lacking(var judgement) ->
                            throw new AssertionError(judgement);
                };
        var claims = new TopicClaims(new MemoryClaims(), _ -> false);
        try (var clusters = new KafkaClusters(InstantSource.system())) {
            return switch (new TopicReconciliation(clusters, claims, () -> true)
                    .run(access, request())) {
                case TopicResult.Looked looked -> looked.judgement();
                case TopicResult.Blind(Judgement judgement) -> judgement;
                case TopicResult.NotLeading notLeading -> throw new AssertionError(notLeading);
            };
        }
    }

    private static TopicRequest request() {
        Valid read = (Valid) PipelineFile.parse("pipeline.yaml", PIPELINE);
        return TopicRequest.of(
                new PipelineIdentity("shop", "orders", "uid-1"),
                WantedTopic.of(read.pipeline().spec()));
    }
}
