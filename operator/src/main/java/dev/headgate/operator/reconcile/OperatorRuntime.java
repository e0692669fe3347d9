// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.reconcile;

import dev.headgate.operator.resource.PipelineResource;
import dev.headgate.operator.setting.OperatorSettings;
import dev.headgate.operator.workload.WorkloadApplier;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.RegisteredController;
import io.javaoperatorsdk.operator.api.reconciler.Constants;
import io.javaoperatorsdk.operator.processing.Controller;
import io.javaoperatorsdk.operator.processing.event.rate.LinearRateLimiter;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The framework around the reconciler, running from {@link #start} to {@link #close}. It installs
 * no shutdown hook: on a lost lease that one deadlocks with the framework's own exit.
 */
public final class OperatorRuntime implements AutoCloseable {

    private static final String CONTROLLER = "headgate-operator";

    /** With giving back the lease and closing all, less than Kubernetes waits before it kills. */
    private static final Duration TERMINATION = Duration.ofSeconds(12);

    private static final Duration CACHE_SYNC = Duration.ofSeconds(60);

    /** Everything is looked at again after this, whatever events got lost. */
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(5);

    private static final Duration RETRY_FIRST = Duration.ofSeconds(1);
    private static final Duration RETRY_LONGEST = Duration.ofMinutes(5);

    /** An event source that fires all the time costs at most this many reconciles. */
    private static final LinearRateLimiter RATE = new LinearRateLimiter(Duration.ofSeconds(10), 10);

    private final Operator operator;
    private final RegisteredController<PipelineResource> controller;
    private final Assembly assembly;

    private OperatorRuntime(
            Operator operator,
            RegisteredController<PipelineResource> controller,
            Assembly assembly) {
        this.operator = operator;
        this.controller = controller;
        this.assembly = assembly;
    }

    /** Starts reconciling in the only replica. */
    public static OperatorRuntime start(
            KubernetesClient client, OperatorSettings settings, InstantSource clock) {
        return start(client, settings, clock, Surroundings.none());
    }

    /** Starts reconciling; blocks until the caches are filled. The client stays the caller's. */
    public static OperatorRuntime start(
            KubernetesClient client,
            OperatorSettings settings,
            InstantSource clock,
            Surroundings around) {
        var operator =
                new Operator(service ->
                        service.withKubernetesClient(client)
                                .withCloseClientOnStop(false)
                                .withUseSSAToPatchPrimaryResource(true)
                                .withCacheSyncTimeout(CACHE_SYNC)
                                .withReconciliationTerminationTimeout(TERMINATION)
                                .withMetrics(around.metrics())
                                .withInformerStoppedHandler((_, cause) -> stopped(cause, around)));
        Assembly assembly = Assembly.of(client, settings, clock, around.leading());
        RegisteredController<PipelineResource> registered =
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
        return new OperatorRuntime(operator, registered, assembly);
    }

    /** The framework would end the process itself, in a way that can block. */
    private static void stopped(@Nullable Throwable cause, Surroundings around) {
        if (cause != null) {
            around.broken().accept("a watch on the API server ended for good: " + cause);
        }
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

    /** The pipelines that are known, as the API server last told them. */
    public Stream<PipelineResource> pipelines() {
        return controller instanceof Controller<PipelineResource> known
                ? known.getEventSourceManager().getControllerEventSource().list(_ -> true)
                : Stream.empty();
    }

    /** Why the number of consumers is not looked after any more, if it is not. */
    public Optional<String> standstill() {
        return assembly.standstill();
    }

    /** Number of Kafka clusters that a connection is kept for. */
    public int kafkaClusters() {
        return assembly.kafkaClusters();
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
