// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.caller;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.contract.pipeline.EventTypePattern;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallerFileTest {

    private static final String HASH = "a1".repeat(32);

    @Test
    void readsEveryMember() throws InvalidFile {
        String text =
                """
                callers:
                  - name: shop
                    subject: 8f14e45f-ceea-467f
                    certificates: ["URI:spiffe://shop", "DN:CN=shop,O=Example"]
                    keys:
                      - sha256: %s
                        expires: 2027-01-31T00:00:00+01:00
                      - sha256: "%s"
                    event-types: ["order.*", login]
                    quota: {requests-per-second: 1, events-per-second: 2, bytes-per-second: 3}
                  - name: /default/orders
                """
                        .formatted(HASH, "b2".repeat(32));

        List<ListedCaller> callers = CallerFile.parse(text.getBytes(UTF_8));

        ListedCaller shop = callers.getFirst();
        assertThat(shop.name()).isEqualTo("shop");
        assertThat(shop.keys().getFirst().hash()).isEqualTo(KeyHash.fromHex(HASH));
        assertThat(shop.keys().getFirst().expires()).isEqualTo("2027-01-30T23:00:00Z");
        assertThat(shop.keys().getFirst().expired(Instant.parse("2027-01-30T22:59:59Z"))).isFalse();
        assertThat(shop.keys().getFirst().expired(Instant.parse("2027-01-30T23:00:00Z"))).isTrue();
        assertThat(shop.keys().get(1).expires()).isNull();
        assertThat(shop.certificates())
                .containsExactly("URI:spiffe://shop", "DN:CN=shop,O=Example");
        assertThat(shop.subject()).isEqualTo("8f14e45f-ceea-467f");
        assertThat(shop.eventTypes())
                .containsExactly(
                        new EventTypePattern("order.", true), new EventTypePattern("login", false));
        assertThat(shop.quota()).isEqualTo(new CallerQuota(1, 2, 3));
        assertThat(callers.get(1))
                .isEqualTo(
                        new ListedCaller(
                                "/default/orders",
                                List.of(),
                                null,
                                List.of(),
                                List.of(),
                                CallerQuota.NONE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|there is no caller in it",
                "callers: []|line 1 has an empty list: leave it out",
                "callers: [{nmae: a}]|unknown setting callers.0.nmae: did you mean callers.0.name?",
                "callers: [{name: 'a b'}]|callers.0.name must be 1 to 256 of A-Z a-z 0-9 . _ ~ : / @ + -",
                "callers: [{keys: [{sha256: x}]}]|callers.0.name must be 1 to 256 of A-Z a-z 0-9 . _ ~ : / @ + -",
                "callers: [{name: a}, {name: a}]|callers.1.name is that of an earlier caller",
                "callers: [{name: a, keys: [{sha256: secret}]}]|callers.0.keys.0.sha256 must be the 64 hexadecimal digits of a key's SHA-256",
                "callers: [{name: a, keys: [secret]}]|unknown setting callers.0.keys.0",
                "callers: [{name: a, keys: [{expires: tomorrow}]}]|callers.0.keys.0.sha256 must be the 64 hexadecimal digits of a key's SHA-256",
                "callers: [{name: a, event-types: []}]|line 1 has an empty list: leave it out",
                "callers: [{name: a, event-types: ['a*b']}]|callers.0.event-types.0 must be a type, or a prefix followed by one * at the end; at most 100",
                "callers: [{name: a, quota: {events-per-second: 0}}]|callers.0.quota.events-per-second must be a whole number from 1 to 1000000000000",
                "callers: [{name: a, quota: {events-per-second: many}}]|callers.0.quota.events-per-second must be a whole number from 1 to 1000000000000",
                "callers: [{name: a, name: b}]|line 1 is there twice",
                "callers: [{name: a, subject: ' '}]|callers.0.subject must have 1 to 256 characters",
                "callers: [{name: a, subject: s}, {name: b, subject: s}]|callers.1.subject is that of an earlier caller",
                "callers: [{name: a, certificates: ['CN=secret']}]|callers.0.certificates.0 must be URI:, DNS: or DN: and a name",
                "callers: [{name: a, certificates: ['DNS:a']}, {name: b, certificates: ['DNS:a']}]|callers.1.certificates.0 is that of an earlier caller",
                "callers: [secret|line 1 is not YAML",
                "callers: *secret|line 1 is not YAML"
            })
    void saysWhatIsWrongWithoutRepeatingIt(String text, String reason) {
        assertThatThrownBy(() -> CallerFile.parse(text.getBytes(UTF_8)))
                .isInstanceOf(InvalidFile.class)
                .message()
                .satisfies(message -> assertThat(message).startsWith(reason))
                .doesNotContain("secret");
    }

    @Test
    void readsTheFileOfItsPage() throws Exception {
        String page = Files.readString(Path.of("..", "docs", "callers.md"));
        int begin = page.indexOf("callers:\n  - name");

        List<ListedCaller> callers =
                CallerFile.parse(page.substring(begin, page.indexOf("```", begin)).getBytes(UTF_8));

        assertThat(callers)
                .extracting(ListedCaller::name)
                .containsExactly("shop", "warehouse", "billing", "ledger");
        assertThat(callers.getFirst().quota()).isEqualTo(new CallerQuota(100, 2_000, 5_000_000));
    }

    @Test
    void refusesOneKeyForTwoCallers() {
        String text =
                "callers: [{name: a, keys: [{sha256: %s}]}, {name: b, keys: [{sha256: %s}]}]"
                        .formatted(HASH, HASH.toUpperCase(Locale.ROOT));

        assertThatThrownBy(() -> CallerFile.parse(text.getBytes(UTF_8)))
                .hasMessage("callers.1.keys.0.sha256 is that of an earlier key");
    }
}
