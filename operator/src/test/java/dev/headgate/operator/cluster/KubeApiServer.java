// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.cluster;

import static org.awaitility.Awaitility.await;

import dev.headgate.embedded.FreePorts;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A real etcd and a real kube-apiserver as child processes, with their own ports, keys and folder.
 * There are no nodes, so pods stay pending; nothing acts on Deployments either, until {@link
 * #startControllerManager}.
 */
public final class KubeApiServer implements AutoCloseable {

    private static final Duration READY_WITHIN = Duration.ofMinutes(2);
    private static final String LOOPBACK = "127.0.0.1";

    private final KubeBinaries binaries;
    private final Path folder;
    private final ApiServerCredentials credentials;
    private final int port = FreePorts.next();

    /** The last one to be started is the first to be stopped. */
    private final Deque<ServerProcess> servers = new ArrayDeque<>();

    private final KubernetesClient client;

    private KubeApiServer(KubeBinaries binaries, Path folder) throws IOException {
        this.binaries = binaries;
        this.folder = folder;
        this.credentials = ApiServerCredentials.create(folder);
        startServers();
        this.client = new KubernetesClientBuilder().withConfig(config()).build();
    }

    /** Starts both servers with data in a new folder below the given one; blocks until ready. */
    public static KubeApiServer start(Path parent) {
        KubeBinaries binaries = KubeBinaries.find(System.getenv());
        try {
            Files.createDirectories(parent);
            return new KubeApiServer(
                    binaries, Files.createTempDirectory(parent, "kube").toAbsolutePath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void startServers() {
        String etcd = "http://%s:%d".formatted(LOOPBACK, FreePorts.next());
        String peers = "http://%s:%d".formatted(LOOPBACK, FreePorts.next());
        try {
            launch(
                    "etcd",
                    List.of(
                            "--data-dir=" + folder.resolve("etcd"),
                            "--unsafe-no-fsync",
                            "--listen-client-urls=" + etcd,
                            "--advertise-client-urls=" + etcd,
                            "--listen-peer-urls=" + peers,
                            "--initial-advertise-peer-urls=" + peers,
                            "--initial-cluster=default=" + peers));
            launch(
                    "kube-apiserver",
                    List.of(
                            "--etcd-servers=" + etcd,
                            "--bind-address=" + LOOPBACK,
                            "--advertise-address=" + LOOPBACK,
                            "--secure-port=" + port,
                            "--cert-dir=" + folder.resolve("certificates"),
                            "--service-account-issuer=https://kubernetes.default.svc.cluster.local",
                            "--service-account-key-file=" + credentials.verifyingKey(),
                            "--service-account-signing-key-file=" + credentials.signingKey(),
                            "--service-cluster-ip-range=10.96.0.0/16",
                            "--authorization-mode=RBAC",
                            "--token-auth-file=" + credentials.tokens(),
                            "--allow-privileged=true"));
            await("the API server is ready").atMost(READY_WITHIN).until(this::isReady);
        } catch (RuntimeException e) {
            stopServers();
            throw e;
        }
    }

    private void launch(String program, List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(binaries.program(program));
        command.addAll(arguments);
        servers.push(ServerProcess.start(program, folder, command));
    }

    private boolean isReady() {
        servers.forEach(ServerProcess::requireAlive);
        if (!Files.exists(certificate())) {
            return false;
        }
        try (KubernetesClient probe = new KubernetesClientBuilder().withConfig(config()).build()) {
            return probe.raw("/readyz") != null;
        } catch (KubernetesClientException e) {
            return false;
        }
    }

    /** Starts the controllers: garbage collection, Deployments, service accounts, namespaces. */
    public void startControllerManager() {
        launch(
                "kube-controller-manager",
                List.of(
                        "--kubeconfig=" + kubeconfig(),
                        "--bind-address=" + LOOPBACK,
                        "--secure-port=" + FreePorts.next(),
                        "--cert-dir=" + folder.resolve("controller-certificates"),
                        "--service-account-private-key-file=" + credentials.signingKey(),
                        "--root-ca-file=" + certificate(),
                        // What it does by default is made for large clusters: 20 requests a second.
                        "--kube-api-qps=500",
                        "--kube-api-burst=1000",
                        "--leader-elect=false"));
        await("the controllers are at work")
                .atMost(READY_WITHIN)
                .until(() -> {
                    servers.forEach(ServerProcess::requireAlive);
                    return client.serviceAccounts().inNamespace("default").withName("default").get()
                            != null;
                });
    }

    /** How to reach it as the administrator. */
    public Config config() {
        return new ConfigBuilder(Config.empty())
                .withMasterUrl(url())
                .withOauthToken(credentials.token())
                .withCaCertFile(certificate().toString())
                .withRequestRetryBackoffLimit(0)
                .build();
    }

    /** A client of the administrator; closed with the server. */
    public KubernetesClient client() {
        return client;
    }

    /** A further client of the administrator, whose writes are noted; the caller closes it. */
    public KubernetesClient client(WriteLog log) {
        return new KubernetesClientBuilder()
                .withConfig(config())
                .withHttpClientBuilderConsumer(http -> http.addOrReplaceInterceptor("writes", log))
                .build();
    }

    /** Makes a namespace with a name of its own that begins so. */
    public String namespace(String prefix) {
        return client.resource(
                        new NamespaceBuilder()
                                .withNewMetadata()
                                .withGenerateName(prefix + "-")
                                .endMetadata()
                                .build())
                .create()
                .getMetadata()
                .getName();
    }

    private String url() {
        return "https://%s:%d".formatted(LOOPBACK, port);
    }

    /** The API server makes it when it starts, and signs it itself. */
    private Path certificate() {
        return folder.resolve("certificates").resolve("apiserver.crt");
    }

    /** Writes a file with which programs reach it as the administrator. */
    public Path kubeconfig() {
        String text =
                """
                apiVersion: v1
                kind: Config
                clusters: [{name: test, cluster: {server: "%s", certificate-authority: "%s"}}]
                users: [{name: admin, user: {token: "%s"}}]
                contexts: [{name: test, context: {cluster: test, user: admin}}]
                current-context: test
                """
                        .formatted(url(), certificate(), credentials.token());
        try {
            return Files.writeString(folder.resolve("kubeconfig"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void stopServers() {
        while (!servers.isEmpty()) {
            servers.pop().close();
        }
    }

    /** Stops all servers. The folder stays, for its logs. */
    @Override
    public void close() {
        client.close();
        stopServers();
    }
}
