// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.caller.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.headgate.contract.event.EventLimits;
import dev.headgate.ingest.caller.Refusal;
import dev.headgate.ingest.setting.WebhookSettings.Signature;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** What a webhook's headers say. */
sealed interface WebhookHead {

    HeaderName ID = HeaderNames.create("webhook-id");
    HeaderName TIMESTAMP = HeaderNames.create("webhook-timestamp");
    HeaderName SIGNATURE = HeaderNames.create("webhook-signature");
    HeaderName HUB_SIGNATURE = HeaderNames.create("X-Hub-Signature-256");
    HeaderName HUB_DELIVERY = HeaderNames.create("X-GitHub-Delivery");

    int SIGNATURES_MAX = 10;
    int TIMESTAMP_DIGITS_MAX = 12;
    String STANDARD_VERSION = "v1,";
    String HUB_ALGORITHM = "sha256=";

    /**
     * The sender claims to have signed it.
     *
     * @param id of the event
     * @param signedBefore what is signed before the body
     * @param signatures one of which must be right
     */
    @SuppressWarnings("ArrayRecordComponent") // Read at once, and never compared.
    record Signed(String id, byte[] signedBefore, List<byte[]> signatures) implements WebhookHead {}

    /** It cannot be right, whatever the body is. */
    record Refused(Refusal refusal) implements WebhookHead {}

    static WebhookHead of(
            Signature signature, ServerRequestHeaders headers, Instant now, Duration tolerance) {
        return switch (signature) {
            case Standard -> standard(headers, now, tolerance);
            case GitHub -> gitHub(headers);
        };
    }

    private static WebhookHead standard(
            ServerRequestHeaders headers, Instant now, Duration tolerance) {
        String id = text(headers, ID);
        String timestamp = text(headers, TIMESTAMP);
        if (!isId(id) || timestamp.isEmpty() || timestamp.length() > TIMESTAMP_DIGITS_MAX) {
            return new Refused(Refusal.SIGNATURE_MISSING);
        }
        long seconds;
        try {
            seconds = Long.parseLong(timestamp);
        } catch (NumberFormatException _) {
            return new Refused(Refusal.SIGNATURE_MISSING);
        }
        if (Math.abs(now.getEpochSecond() - seconds) > tolerance.toSeconds()) {
            return new Refused(Refusal.SIGNATURE_TIME);
        }
        var signatures = new ArrayList<byte[]>();
        for (String each : text(headers, SIGNATURE).split(" ", SIGNATURES_MAX + 1)) {
            if (each.startsWith(STANDARD_VERSION) && signatures.size() < SIGNATURES_MAX) {
                add(each.substring(STANDARD_VERSION.length()), signatures);
            }
        }
        return signed(id, (id + "." + timestamp + ".").getBytes(UTF_8), signatures);
    }

    private static void add(String base64, List<byte[]> signatures) {
        try {
            signatures.add(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException _) {
            // Another one of them may be right.
        }
    }

    private static WebhookHead gitHub(ServerRequestHeaders headers) {
        String id = text(headers, HUB_DELIVERY);
        String text = text(headers, HUB_SIGNATURE);
        if (!isId(id) || !text.startsWith(HUB_ALGORITHM)) {
            return new Refused(Refusal.SIGNATURE_MISSING);
        }
        try {
            byte[] signature = HexFormat.of().parseHex(text.substring(HUB_ALGORITHM.length()));
            return signed(id, new byte[0], List.of(signature));
        } catch (IllegalArgumentException _) {
            return new Refused(Refusal.SIGNATURE_MISSING);
        }
    }

    private static WebhookHead signed(String id, byte[] before, List<byte[]> signatures) {
        return signatures.isEmpty()
                ? new Refused(Refusal.SIGNATURE_MISSING)
                : new Signed(id, before, List.copyOf(signatures));
    }

    private static boolean isId(String text) {
        return !text.isEmpty()
                && text.length() <= EventLimits.ID_CHARS_MAX
                && text.chars().allMatch(c -> c > 0x20 && c < 0x7F);
    }

    /** The one value of a header, else nothing: of two, it is not known which was meant. */
    private static String text(ServerRequestHeaders headers, HeaderName name) {
        return headers.contains(name) && headers.get(name).valueCount() == 1
                ? headers.get(name).get().strip()
                : "";
    }
}
