// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the programs of a control plane are: {@code KUBEBUILDER_ASSETS}, or the user's cache. */
record KubeBinaries(Path folder) {

    static final String VARIABLE = "KUBEBUILDER_ASSETS";

    private static final Path MODULE = Path.of("src/test/go/go.mod");
    private static final Pattern VERSION = Pattern.compile("k8s\\.io/kubernetes v([0-9.]+)");
    private static final List<String> PROGRAMS =
            List.of("etcd", "kube-apiserver", "kube-controller-manager");

    /** Finds them, or says what to set. */
    static KubeBinaries find(Map<String, String> environment) {
        String given = environment.getOrDefault(VARIABLE, "");
        Path folder = given.isEmpty() ? cache(environment) : Path.of(given);
        for (String program : PROGRAMS) {
            if (!Files.isExecutable(folder.resolve(program))) {
                throw new IllegalStateException(
                        ("The tests of the operator need a real API server, and there is no %s in %s:"
                                        + " set %s to a folder that holds %s, or let `make"
                                        + " kube-binaries` build them, which needs Go 1.26.")
                                .formatted(program, folder, VARIABLE, String.join(", ", PROGRAMS)));
            }
        }
        return new KubeBinaries(folder);
    }

    String program(String name) {
        return folder.resolve(name).toString();
    }

    private static Path cache(Map<String, String> environment) {
        String caches = environment.getOrDefault("XDG_CACHE_HOME", "");
        Path folder =
                caches.isEmpty()
                        ? Path.of(environment.getOrDefault("HOME", "/"), ".cache")
                        : Path.of(caches);
        return folder.resolve("headgate").resolve("kubernetes-" + version());
    }

    private static String version() {
        try {
            Matcher version = VERSION.matcher(Files.readString(MODULE));
            if (version.find()) {
                return version.group(1);
            }
            throw new IllegalStateException(MODULE + " names no version of Kubernetes");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
