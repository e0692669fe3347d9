// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.topic;

import dev.headgate.operator.resource.PipelineCondition.Truth;
import dev.headgate.operator.status.ConditionReason;
import dev.headgate.operator.status.ConditionType;
import dev.headgate.operator.status.Judgement;
import io.fabric8.kubernetes.api.model.APIGroup;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows which topics Strimzi's topic operator manages. The API server is asked once in a while for
 * all pipelines together; in between, and when it gives no answer, what it said last counts. A
 * cluster without Strimzi costs one question every few minutes.
 *
 * <p>For any number of threads.
 */
public final class StrimziTopics {

    /** So long is an answer good: a new KafkaTopic is seen that much later at the most. */
    static final Duration FRESH = Duration.ofMinutes(1);

    /** Strimzi is not installed every minute. */
    static final Duration FRESH_WITHOUT_STRIMZI = Duration.ofMinutes(5);

    /**
     * Not each pipeline in turn waits for an API server that does not answer. The first pause is
     * short, since all pipelines wait for the first answer.
     */
    private static final Duration ASK_AGAIN_MIN = Duration.ofSeconds(1);

    private static final Duration ASK_AGAIN_MAX = Duration.ofSeconds(16);

    private static final Logger LOGGER = LoggerFactory.getLogger(StrimziTopics.class);
    private static final String GROUP = "kafka.strimzi.io";

    /** What is known. */
    public sealed interface Answer {

        /**
         * Who manages which topic.
         *
         * @param owners by the topic's name in Kafka; most topics have none
         */
        record Known(Map<String, List<ForeignOwner>> owners) implements Answer {
            public Known {
                owners = Map.copyOf(owners);
            }
        }

        /**
         * Nobody answered since the operator began: no topic may be touched.
         *
         * @param judgement what the pipeline's status says meanwhile
         * @param lookAgain after which the API server is asked anew
         */
        record Unknown(Judgement judgement, Duration lookAgain) implements Answer {}
    }

    private static final Answer.Known NONE = new Answer.Known(Map.of());
    private static final Judgement UNKNOWN =
            new Judgement(
                    ConditionType.TopicsReady,
                    Truth.Unknown,
                    ConditionReason.TopicOwnersUnknown,
                    "The API server does not say which topics Strimzi manages, so no topic is changed; it is asked again.");

    private final KubernetesClient client;
    private final Set<String> namespaces;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private Answer last = new Answer.Unknown(UNKNOWN, ASK_AGAIN_MIN);
    private Duration askAgain = ASK_AGAIN_MIN;
    private Instant freshUntil = Instant.MIN;
    private boolean mayRead = true;

    /**
     * Asks through a client, which stays the caller's.
     *
     * @param namespaces where KafkaTopics are looked for; none means everywhere
     */
    public StrimziTopics(KubernetesClient client, Set<String> namespaces, InstantSource clock) {
        this.client = client;
        this.namespaces = Set.copyOf(namespaces);
        this.clock = clock;
    }

    /** Looks for none: the installation does not want it, or gives no right to. */
    public static StrimziTopics ignored(KubernetesClient client, InstantSource clock) {
        var ignored = new StrimziTopics(client, Set.of(), clock);
        ignored.last = NONE;
        ignored.freshUntil = Instant.MAX;
        return ignored;
    }

    /** Who manages topics besides this operator; may wait for the API server. */
    public Answer owners() {
        lock.lock();
        try {
            Instant now = clock.instant();
            if (!now.isBefore(freshUntil)) {
                refresh(now);
            }
            return last;
        } finally {
            lock.unlock();
        }
    }

    private void refresh(Instant now) {
        try {
            APIGroup group = client.getApiGroup(GROUP);
            last = group == null ? NONE : read(group.getPreferredVersion().getVersion());
            freshUntil = now.plus(group == null ? FRESH_WITHOUT_STRIMZI : FRESH);
            mayRead = true;
            askAgain = ASK_AGAIN_MIN;
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
                forbidden(now);
            } else {
                failed(now);
                LOGGER.atWarn()
                        .addKeyValue("status", e.getCode())
                        .log("KafkaTopics cannot be read; what was known of them still counts");
            }
        }
    }

    private void failed(Instant now) {
        freshUntil = now.plus(askAgain);
        if (last instanceof Answer.Unknown) {
            last = new Answer.Unknown(UNKNOWN, askAgain);
        }
        Duration twice = askAgain.multipliedBy(2);
        askAgain = twice.compareTo(ASK_AGAIN_MAX) < 0 ? twice : ASK_AGAIN_MAX;
    }

    /** An installation that gives no right to look does not want it looked at. */
    private void forbidden(Instant now) {
        if (mayRead) {
            LOGGER.atWarn()
                    .log(
                            "KafkaTopics may not be read, so topics that Strimzi manages are not told apart");
        }
        mayRead = false;
        last = NONE;
        freshUntil = now.plus(FRESH_WITHOUT_STRIMZI);
    }

    private Answer.Known read(String version) {
        var kafkas = new ArrayList<GenericKubernetesResource>();
        var topics = new ArrayList<GenericKubernetesResource>();
        var pages = new ObjectPages(client, GROUP, version);
        for (String namespace : namespaces.isEmpty() ? Set.of("") : namespaces) {
            kafkas.addAll(pages.read("kafkas", namespace));
            topics.addAll(pages.read("kafkatopics", namespace));
        }
        return new Answer.Known(StrimziObjects.owners(kafkas, topics));
    }
}
