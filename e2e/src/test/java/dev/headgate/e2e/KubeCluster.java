// SPDX-License-Identifier: Apache-2.0
package dev.headgate.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The Kubernetes cluster that {@code KUBECONFIG} names, through {@code kubectl} and {@code helm}.
 */
final class KubeCluster {

    /** Where the chart is. */
    static final String CHART = "charts/headgate";

    /** Environment variable with a command that puts an image, named last, into the cluster. */
    static final String LOAD = "HEADGATE_E2E_LOAD";

    private final Commands commands;

    private KubeCluster(Commands commands) {
        this.commands = commands;
    }

    KubeCluster() {
        this(new Commands(Map.of()));
        if (commands.run(Commands.SHORT, "helm", "version").exitCode() != 0) {
            throw new IllegalStateException(
                    "these tests need helm 3.17 or newer on the PATH: try `helm version`");
        }
        Commands.Ended ended = commands.run(Commands.SHORT, "kubectl", "get", "nodes");
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
        var within = new KubeCluster(new Commands(Map.of("KUBECONFIG", kubeconfig.toString())));
        within.kubectl("config", "set-context", "--current", "--namespace=" + namespace);
        return within;
    }

    /** Builds the images, under the names and the tag that the chart expects. */
    void buildImages() {
        if (commands.run(Commands.SHORT, "docker", "version").exitCode() != 0) {
            throw new IllegalStateException(
                    "these tests build images with a Docker engine: start Docker Desktop or"
                            + " dockerd, then try `docker version`");
        }
        new Commands(Commands.dockerBuilder()).succeed(Commands.BUILD, "make", "images");
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
    Commands.Ended tryKubectl(String... arguments) {
        return commands.run(Commands.SHORT, with("kubectl", arguments));
    }

    /** What a line prints that is typed into a shell. */
    String shell(String line) {
        return succeed("bash", "-c", line);
    }

    /** A line that is typed into a shell and goes on running; its output is discarded. */
    Process background(String line) {
        try {
            return commands.builder("bash", "-c", "exec " + line)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What helm says, whether it succeeds or not. */
    Commands.Ended tryHelm(String... arguments) {
        return commands.run(Commands.SHORT, with("helm", arguments));
    }

    private static String[] with(String program, String... arguments) {
        var command = new ArrayList<>(List.of(program));
        command.addAll(List.of(arguments));
        return command.toArray(String[]::new);
    }

    private String succeed(String... command) {
        return commands.succeed(Commands.SHORT, command);
    }
}
