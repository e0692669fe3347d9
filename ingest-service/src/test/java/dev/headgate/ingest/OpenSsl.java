// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs lines for a shell that call openssl, which must be installed. */
public final class OpenSsl {

    private OpenSsl() {}

    /** Runs the lines in a folder; all must succeed. */
    public static void run(Path folder, String lines) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(List.of("bash", "-euc", lines))
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
    }

    /** Makes a certificate of its own authority for 127.0.0.1: NAME.crt and NAME.key, PEM. */
    public static void selfSigned(Path folder, String name)
            throws IOException, InterruptedException {
        run(
                folder,
                """
                openssl req -x509 -days 2 -nodes -newkey ec -pkeyopt ec_paramgen_curve:P-256 \
                    -subj /CN=%1$s -addext subjectAltName=IP:127.0.0.1,DNS:localhost \
                    -keyout %1$s.key -out %1$s.crt
                """
                        .formatted(name));
    }
}
