// SPDX-License-Identifier: Apache-2.0
package dev.headgate.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The Kubernetes cluster that {@code KUBECONFIG} names, through {@code kubectl} and {@code helm}.
 */
final class KubeCluster {

    /** What a command printed and how it ended. */
    record Ended(int exitCode, String output) {}

    /** Where the chart is. */
    static final String CHART = "charts/headgate";

    /** Environment variable with a command that puts an image, named last, into the cluster. */
    static final String LOAD = "HEADGATE_E2E_LOAD";

    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Duration BUILD = Duration.ofMinutes(15);

    private final Path project = Path.of("..").toAbsolutePath().normalize();

    /** Variables of the commands' environment, besides this process's own. */
    private final Map<String, String> environment;

    private KubeCluster(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    KubeCluster() {
        this(Map.of());
        if (run(LIMIT, "helm", "version").exitCode() != 0) {
            throw new IllegalStateException(
                    "these tests need helm 3.17 or newer on the PATH: try `helm version`");
        }
        Ended ended = run(LIMIT, "kubectl", "get", "nodes");
        if (ended.exitCode() != 0) {
            throw new IllegalStateException(
                    "these tests need a Kubernetes cluster, such as kind's, that KUBECONFIG names:"
                            + " try `kubectl get nodes`\n"
                            + ended.output());
        }
    }

    /**
     * The same cluster for commands that name no namespace and mean this one.
     *
     * @param kubeconfig a file that this method writes
     */
    KubeCluster within(String namespace, Path kubeconfig) {
        try {
            Files.writeString(kubeconfig, kubectl("config", "view", "--raw", "--flatten"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var within = new KubeCluster(Map.of("KUBECONFIG", kubeconfig.toString()));
        within.kubectl("config", "set-context", "--current", "--namespace=" + namespace);
        return within;
    }

    /** Builds the images, under the names and the tag that the chart expects. */
    void buildImages() {
        if (run(LIMIT, "docker", "version").exitCode() != 0) {
            throw new IllegalStateException(
                    "these tests build images with a Docker engine: start Docker Desktop or"
                            + " dockerd, then try `docker version`");
        }
        boolean classic = run(LIMIT, "docker", "buildx", "version").exitCode() != 0;
        var builder = classic ? new KubeCluster(Map.of("DOCKER_BUILDKIT", "0")) : this;
        Ended ended = builder.run(BUILD, "make", "images");
        if (ended.exitCode() != 0) {
            throw new IllegalStateException("make images failed:\n" + ended.output());
        }
    }

    /** Puts images into the cluster, if {@link #LOAD} says how; else the cluster pulls them. */
    void load(String... images) {
        String command = System.getenv(LOAD);
        if (command == null || command.isBlank()) {
            return;
        }
        for (String image : images) {
            var words = new ArrayList<>(List.of(command.strip().split("\\s+")));
            words.add(image);
            succeed(words.toArray(String[]::new));
        }
    }

    String kubectl(String... arguments) {
        return succeed(with("kubectl", arguments));
    }

    String helm(String... arguments) {
        return succeed(with("helm", arguments));
    }

    /** What kubectl says, whether it succeeds or not. */
    Ended tryKubectl(String... arguments) {
        return run(LIMIT, with("kubectl", arguments));
    }

    /** What a line prints that is typed into a shell. */
    String shell(String line) {
        return succeed("bash", "-c", line);
    }

    /** A line that is typed into a shell and goes on running; its output is discarded. */
    Process background(String line) {
        try {
            return builder("bash", "-c", "exec " + line)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What helm says, whether it succeeds or not. */
    Ended tryHelm(String... arguments) {
        return run(LIMIT, with("helm", arguments));
    }

    private static String[] with(String program, String... arguments) {
        var command = new ArrayList<>(List.of(program));
        command.addAll(List.of(arguments));
        return command.toArray(String[]::new);
    }

    private String succeed(String... command) {
        Ended ended = run(LIMIT, command);
        if (ended.exitCode() != 0) {
            throw new IllegalStateException(
                    String.join(" ", command)
                            + " ended with "
                            + ended.exitCode()
                            + ":\n"
                            + ended.output());
        }
        return ended.output();
    }

    private ProcessBuilder builder(String... command) {
        var builder =
                new ProcessBuilder(command).directory(project.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return builder;
    }

    private Ended run(Duration limit, String... command) {
        try {
            Process process = builder(command).start();
            process.getOutputStream().close();
            CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> read(process));
            if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return new Ended(-1, "still running after " + limit + "\n" + output.join());
            }
            return new Ended(process.exitValue(), output.join());
        } catch (IOException e) {
            return new Ended(-1, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + command[0], e);
        }
    }

    private static String read(Process process) {
        try {
            return new String(process.getInputStream().readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
