// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.reconcile;

import dev.headgate.operator.setting.OperatorSettings;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.reconciler.Constants;
import io.javaoperatorsdk.operator.processing.event.rate.LinearRateLimiter;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;

/**
 * The framework around the reconciler, running from {@link #start} to {@link #close}. It installs
 * no shutdown hook: on a lost lease that one deadlocks with the framework's own exit.
 */
public final class OperatorRuntime implements AutoCloseable {

    /** The one name under which the operator applies fields. */
    public static final String FIELD_MANAGER = "headgate-operator";

    private static final Duration TERMINATION = Duration.ofSeconds(20);
    private static final Duration CACHE_SYNC = Duration.ofSeconds(60);

    /** Everything is looked at again after this, whatever events got lost. */
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(5);

    private static final Duration RETRY_FIRST = Duration.ofSeconds(1);
    private static final Duration RETRY_LONGEST = Duration.ofMinutes(5);

    /** An event source that fires all the time costs at most this many reconciles. */
    private static final LinearRateLimiter RATE = new LinearRateLimiter(Duration.ofSeconds(10), 10);

    private final Operator operator;

    private OperatorRuntime(Operator operator) {
        this.operator = operator;
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
        operator.register(
                new PipelineReconciler(settings, clock),
                controller ->
                        controller
                                .withName(FIELD_MANAGER)
                                .withFieldManager(FIELD_MANAGER)
                                .settingNamespaces(watched(settings))
                                .withRetry(retry())
                                .withRateLimiter(RATE)
                                .withReconciliationMaxInterval(LOOK_AGAIN));
        operator.start();
        return new OperatorRuntime(operator);
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
    }
}
