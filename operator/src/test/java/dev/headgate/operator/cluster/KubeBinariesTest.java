// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KubeBinariesTest {

    @TempDir private Path folder;

    @Test
    void takesTheFolderThatTheVariableNames() throws IOException {
        fill(folder);
        assertThat(KubeBinaries.find(Map.of("KUBEBUILDER_ASSETS", folder.toString())))
                .isEqualTo(new KubeBinaries(folder));
    }

    @Test
    void takesTheCacheWhereNoVariableIsSet() throws IOException {
        Path cache = folder.resolve("headgate/kubernetes-1.36.3");
        fill(cache);
        assertThat(
                        KubeBinaries.find(
                                Map.of("KUBEBUILDER_ASSETS", "", "XDG_CACHE_HOME", "" + folder)))
                .isEqualTo(new KubeBinaries(cache));
    }

    @Test
    void saysWhatToSetWhereThereIsNone() {
        assertThatThrownBy(() -> KubeBinaries.find(Map.of("XDG_CACHE_HOME", "" + folder)))
                .hasMessage(
                        "The tests of the operator need a real API server, and there is no etcd in "
                                + folder
                                + "/headgate/kubernetes-1.36.3: set KUBEBUILDER_ASSETS to a folder"
                                + " that holds etcd, kube-apiserver, kube-controller-manager, or let"
                                + " `make kube-binaries` build them, which needs Go 1.26.");
    }

    private static void fill(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (String program : Set.of("etcd", "kube-apiserver", "kube-controller-manager")) {
            Path file = Files.createFile(folder.resolve(program));
            assertThat(file.toFile().setExecutable(true)).isTrue();
        }
    }
}
