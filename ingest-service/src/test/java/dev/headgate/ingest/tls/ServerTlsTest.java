// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.headgate.ingest.OpenSsl;
import dev.headgate.ingest.caller.FileWatch;
import dev.headgate.ingest.setting.InvalidSettings;
import dev.headgate.ingest.setting.TlsSettings;
import dev.headgate.ingest.setting.TlsSettings.ClientAuth;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerTlsTest {

    @TempDir Path folder;

    @Test
    void readsKeysOfEachKind() throws Exception {
        OpenSsl.run(
                folder,
                """
                make() { openssl req -x509 -days 2 -nodes -subj /CN=$1 -key $1.key -out $1.crt; }
                openssl genrsa -traditional -out pkcs1.key 2048; make pkcs1
                openssl genrsa -out rsa.key 2048; make rsa
                openssl genpkey -algorithm ed25519 -out ed.key; make ed
                openssl ecparam -name prime256v1 -genkey -noout | openssl pkcs8 -topk8 -nocrypt -out ec.key
                make ec
                """);

        for (String kind : new String[] {"pkcs1", "rsa", "ed", "ec"}) {
            assertThat(create(kind + ".crt", kind + ".key").helidon().enabled()).isTrue();
        }
        assertThat(Files.readString(folder.resolve("pkcs1.key"))).contains("BEGIN RSA PRIVATE KEY");
    }

    @Test
    void saysWhatDoesNotGoTogetherWithoutRepeatingIt() throws Exception {
        OpenSsl.selfSigned(folder, "one");
        OpenSsl.selfSigned(folder, "two");
        OpenSsl.run(
                folder,
                """
                cat one.crt two.crt > chain.crt
                openssl ec -in one.key -out sec1.key
                openssl pkcs8 -topk8 -in one.key -passout pass:secret -out encrypted.key
                echo secret > text.pem
                openssl req -new -key one.key -subj /CN=late -out late.csr
                openssl x509 -req -days -1 -in late.csr -key one.key -out late.crt
                """);

        assertRefused("one.crt", "two.key", "the private key is not that of");
        assertRefused("chain.crt", "one.key", "certificate 2 of the service did not issue");
        assertRefused("one.crt", "sec1.key", "the private key is EC PRIVATE KEY: make it plain");
        assertRefused("one.crt", "encrypted.key", "the private key is ENCRYPTED PRIVATE KEY");
        assertRefused("one.crt", "text.pem", "the private key is not there in PEM");
        assertRefused("text.pem", "one.key", "the service's certificate must have 1 to");
        assertRefused("late.crt", "one.key", "the service's certificate is good from");
    }

    @Test
    void keepsTheLastPairThatGoesTogether() throws Exception {
        OpenSsl.selfSigned(folder, "one");
        OpenSsl.selfSigned(folder, "two");
        ServerTls tls = create("one.crt", "one.key");
        try (var watch = new FileWatch(List.of(tls.files()), Duration.ofMillis(5))) {
            watch.start();
            OpenSsl.run(folder, "cp two.crt next && mv next one.crt");
            await().atMost(Duration.ofSeconds(60)).until(() -> watch.staleFiles() == 1);

            OpenSsl.run(folder, "cp two.key next && mv next one.key");
            await().atMost(Duration.ofSeconds(60)).until(() -> watch.staleFiles() == 0);
        }
    }

    private void assertRefused(String certificate, String key, String reason) {
        assertThatThrownBy(() -> create(certificate, key))
                .isInstanceOf(InvalidSettings.class)
                .hasMessageStartingWith("ingest.server.tls: ")
                .hasMessageContaining(reason)
                .hasMessageNotContaining("secret");
    }

    private ServerTls create(String certificate, String key) {
        return ServerTls.create(
                new TlsSettings(
                        folder.resolve(certificate).toString(),
                        folder.resolve(key).toString(),
                        ClientAuth.None,
                        ""));
    }
}
