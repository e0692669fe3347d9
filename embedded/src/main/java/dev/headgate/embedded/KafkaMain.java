// SPDX-License-Identifier: Apache-2.0
package dev.headgate.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * The program of the child JVM of {@link KafkaProcess}: runs a broker until standard input ends,
 * which it does when the parent dies.
 */
final class KafkaMain {

    static final String READY = "ready";

    private KafkaMain() {}

    public static void main(String[] args) throws IOException {
        EmbeddedKafka kafka = EmbeddedKafka.start(Path.of(args[0]), Integer.parseInt(args[1]));
        System.out.println(READY);
        System.in.transferTo(OutputStream.nullOutputStream());
        kafka.close();
    }
}
