// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator;

import dev.headgate.operator.reconcile.LeadershipFence;
import dev.headgate.operator.reconcile.LeaseElection;
import dev.headgate.operator.reconcile.OperatorRuntime;
import dev.headgate.operator.reconcile.Surroundings;
import dev.headgate.operator.server.ApiRequests;
import dev.headgate.operator.server.ManagementServer;
import dev.headgate.operator.server.OperatorGauges;
import dev.headgate.operator.server.ReconcileMetrics;
import dev.headgate.operator.setting.LeaderElectionSettings;
import dev.headgate.operator.setting.OperatorSettings;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.MetricsConfig;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operator, running. With leader election it waits until it leads, and then reconciles; when it
 * loses the lease it writes nothing any more, and its process has to end.
 */
public final class OperatorService {

    private static final Logger LOGGER = LoggerFactory.getLogger(OperatorService.class);

    private final OperatorSettings settings;
    private final KubernetesClient client;
    private final OperatorState state;
    private final Surroundings around;
    private final ManagementServer server;

    private OperatorService(
            OperatorSettings settings,
            KubernetesClient client,
            OperatorState state,
            Surroundings around,
            ManagementServer server) {
        this.settings = settings;
        this.client = client;
        this.state = state;
        this.around = around;
        this.server = server;
    }

    /**
     * Opens the port and starts to reconcile or, with leader election, to wait for the lease.
     *
     * @param cluster how to reach the API server
     * @param broken told, in a sentence, what makes going on impossible, such as the lease's loss
     */
    public static OperatorService start(
            OperatorSettings settings, Config cluster, Consumer<String> broken) {
        return start(settings, cluster, InstantSource.system(), broken);
    }

    /** The same by another clock; that of the lease is always the machine's own. */
    public static OperatorService start(
            OperatorSettings settings,
            Config cluster,
            InstantSource clock,
            Consumer<String> broken) {
        LOGGER.atInfo().addKeyValue("settings", settings).log("operator starts");
        var state = new OperatorState(settings.leaderElection() != null);
        MeterRegistry registry = MeterRegistry.create(MetricsConfig.create());
        var metrics = new ReconcileMetrics(registry, System::nanoTime);
        OperatorGauges.register(registry, state::isLeading, state::pipelines, state::kafkaClusters);
        var service =
                new OperatorService(
                        settings,
                        client(cluster, new ApiRequests(registry), state),
                        state,
                        new Surroundings(
                                state::mayWrite,
                                metrics,
                                sentence -> {
                                    if (!state.isStopping()) {
                                        broken.accept(sentence);
                                    }
                                }),
                        ManagementServer.start(
                                settings.server(),
                                registry,
                                new ManagementServer.Health(
                                        () -> state.live(metrics), state::ready)));
        service.begin(clock);
        return service;
    }

    private static KubernetesClient client(
            Config cluster, ApiRequests requests, OperatorState state) {
        return new KubernetesClientBuilder()
                .withConfig(cluster)
                .withHttpClientBuilderConsumer(http ->
                        http.addOrReplaceInterceptor("requests", requests)
                                .addOrReplaceInterceptor(
                                        "fence", new LeadershipFence(state::mayWrite)))
                .build();
    }

    private void begin(InstantSource clock) {
        LeaderElectionSettings election = settings.leaderElection();
        if (election == null) {
            reconcile(clock);
        } else {
            var outcome =
                    new LeaseElection.Outcome(
                            () -> lead(clock), () -> around.broken().accept("the lease is lost"));
            state.takesPartIn(LeaseElection.start(client, election, outcome));
        }
    }

    /** In a thread of its own, for the lease has to be renewed while the caches fill. */
    private void lead(InstantSource clock) {
        Thread.ofPlatform()
                .name("lead")
                .start(() -> {
                    try {
                        reconcile(clock);
                    } catch (RuntimeException e) {
                        LOGGER.atError().setCause(e).log("cannot reconcile");
                        around.broken().accept("cannot reconcile: " + reason(e));
                    }
                });
    }

    private void reconcile(InstantSource clock) {
        state.reconcilesWith(OperatorRuntime.start(client, settings, clock, around));
        LOGGER.atInfo().addKeyValue("managementPort", port()).log("operator reconciles");
    }

    /** The last cause's own words. */
    static String reason(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    /** Port for health and metrics. */
    public int port() {
        return server.port();
    }

    /** Whether this replica acts. */
    public boolean isLeading() {
        return state.isLeading();
    }

    /**
     * Ends what runs, gives the lease back, closes the port. Blocks; a second call does nothing.
     */
    public void stop() {
        if (!state.stop()) {
            return;
        }
        LOGGER.atInfo().log("operator is stopping");
        state.runtime().ifPresent(OperatorRuntime::close);
        state.election().ifPresent(LeaseElection::close);
        server.stop();
        client.close();
        LOGGER.atInfo().log("operator stopped");
    }
}
