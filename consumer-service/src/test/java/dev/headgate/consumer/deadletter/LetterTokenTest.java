// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.consumer.deadletter.LetterToken.Access;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A token from a mounted Secret. Kubernetes keeps its files in a folder that it makes anew for each
 * version, and swaps a link to that folder; the link to the file itself stays as it is.
 */
class LetterTokenTest {

    private static final String FIRST = "the-first-token-of-all";
    private static final String SECOND = "a-token-that-came-after-it";

    @TempDir Path mount;

    @Test
    void countsTheNewTokenAsSoonAsTheFolderIsSwapped() throws IOException {
        swap(version("..1", FIRST));
        Files.createSymbolicLink(mount.resolve("token"), Path.of("..data", "token"));
        LetterToken token = token();
        assertThat(access(token, FIRST)).isInstanceOf(Access.Open.class);

        swap(version("..2", SECOND));
        assertThat(access(token, SECOND)).isInstanceOf(Access.Open.class);
        assertThat(access(token, FIRST)).isInstanceOf(Access.Wrong.class);

        Files.delete(mount.resolve("..1").resolve("token"));
        assertThat(access(token, SECOND)).isInstanceOf(Access.Open.class);
    }

    @Test
    void staysClosedWhileTheSecretIsMissingAndOpensWhenItComes() throws IOException {
        LetterToken token = token();
        assertThat(access(token, FIRST)).isInstanceOf(Access.Closed.class);
        assertThat(access(token, "")).isInstanceOf(Access.Closed.class);

        swap(version("..1", FIRST));
        Files.createSymbolicLink(mount.resolve("token"), Path.of("..data", "token"));
        assertThat(access(token, FIRST)).isInstanceOf(Access.Open.class);

        Files.delete(mount.resolve("token"));
        assertThat(access(token, FIRST)).isInstanceOf(Access.Closed.class);
    }

    private LetterToken token() {
        return new LetterToken(mount.resolve("token").toString());
    }

    private static Access access(LetterToken token, String given) {
        return token.access("Bearer " + given);
    }

    private Path version(String name, String text) throws IOException {
        Path folder = Files.createDirectory(mount.resolve(name));
        Files.writeString(folder.resolve("token"), text + "\n");
        return folder;
    }

    private void swap(Path version) throws IOException {
        Path link = Files.createSymbolicLink(mount.resolve("..data_tmp"), version.getFileName());
        Files.move(
                link,
                mount.resolve("..data"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }
}
