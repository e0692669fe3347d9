// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.reconcile;

import dev.headgate.operator.resource.PipelineResource;
import dev.headgate.operator.setting.OperatorSettings;
import dev.headgate.operator.workload.WorkloadApplier;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.reconciler.Constants;
import io.javaoperatorsdk.operator.processing.event.rate.LinearRateLimiter;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Set;

/**
 * The framework around the reconciler, running from {@link #start} to {@link #close}. It installs
 * no shutdown hook: on a lost lease that one deadlocks with the framework's own exit.
 */
public final class OperatorRuntime implements AutoCloseable {

    private static final String CONTROLLER = "headgate-operator";

    private static final Duration TERMINATION = Duration.ofSeconds(20);
    private static final Duration CACHE_SYNC = Duration.ofSeconds(60);

    /** Everything is looked at again after this, whatever events got lost. */
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(5);

    private static final Duration RETRY_FIRST = Duration.ofSeconds(1);
    private static final Duration RETRY_LONGEST = Duration.ofMinutes(5);

    /** An event source that fires all the time costs at most this many reconciles. */
    private static final LinearRateLimiter RATE = new LinearRateLimiter(Duration.ofSeconds(10), 10);

    private final Operator operator;
    private final Assembly assembly;

    private OperatorRuntime(Operator operator, Assembly assembly) {
        this.operator = operator;
        this.assembly = assembly;
    }

    /** Starts reconciling; blocks until the caches are filled. The client stays the caller's. */
    public static OperatorRuntime start(
            KubernetesClient client, OperatorSettings settings, InstantSource clock) {
        var operator =
                new Operator(service ->
                        service.withKubernetesClient(client)
                                .withCloseClientOnStop(false)
                                .withUseSSAToPatchPrimaryResource(true)
                                .withCacheSyncTimeout(CACHE_SYNC)
                                .withReconciliationTerminationTimeout(TERMINATION));
        Assembly assembly = Assembly.of(client, settings, clock, () -> true);
        operator.register(
                assembly.reconciler(),
                controller ->
                        controller
                                .withName(CONTROLLER)
                                .withFieldManager(WorkloadApplier.FIELD_MANAGER)
                                .withTriggerReconcilerOnAllEvents(true)
                                .withGenerationAware(false)
                                .withOnUpdateFilter(OperatorRuntime::concerns)
                                .settingNamespaces(watched(settings))
                                .withRetry(retry())
                                .withRateLimiter(RATE)
                                .withReconciliationMaxInterval(LOOK_AGAIN));
        operator.start();
        return new OperatorRuntime(operator, assembly);
    }

    /** Generations do not count annotations; a status that changes is our own doing. */
    private static boolean concerns(PipelineResource now, PipelineResource before) {
        ObjectMeta is = now.getMetadata();
        ObjectMeta was = before.getMetadata();
        return !Objects.equals(is.getUid(), was.getUid())
                || !Objects.equals(is.getGeneration(), was.getGeneration())
                || !Objects.equals(is.getAnnotations(), was.getAnnotations())
                || !Objects.equals(is.getDeletionTimestamp(), was.getDeletionTimestamp());
    }

    private static Set<String> watched(OperatorSettings settings) {
        return settings.namespaces().isEmpty()
                ? Constants.DEFAULT_NAMESPACES_SET
                : settings.namespaces();
    }

    /** Without a limit of attempts: with one, events that come while it waits use them up. */
    private static GenericRetry retry() {
        return new GenericRetry()
                .setInitialInterval(RETRY_FIRST)
                .setIntervalMultiplier(2)
                .setMaxInterval(RETRY_LONGEST.toMillis())
                .withoutMaxAttempts();
    }

    /** Ends in good order; reconciles that run are waited for. */
    @Override
    public void close() {
        operator.stop();
        assembly.close();
    }
}
