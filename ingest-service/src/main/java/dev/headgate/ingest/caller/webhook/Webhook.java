// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.caller.webhook;

import dev.headgate.ingest.caller.InvalidFile;
import dev.headgate.ingest.caller.Refusal;
import dev.headgate.ingest.caller.WatchedFile;
import dev.headgate.ingest.event.WebhookBody;
import dev.headgate.ingest.setting.InvalidSettings;
import dev.headgate.ingest.setting.WebhookSettings;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** One webhook: knows its requests by their signatures, and what events they are. Thread-safe. */
public final class Webhook {

    private final WebhookSettings settings;
    private final WebhookSecrets secrets;
    private final WatchedFile file;
    private final @Nullable HeaderName typeHeader;
    private final InstantSource clock;

    Webhook(WebhookSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        this.secrets = new WebhookSecrets(settings.signature());
        this.typeHeader =
                settings.eventTypeHeader().isEmpty()
                        ? null
                        : HeaderNames.create(settings.eventTypeHeader());
        try {
            this.file = WatchedFile.open(Path.of(settings.secretsFile()), secrets::putInForce);
        } catch (InvalidFile e) {
            throw new InvalidSettings(
                    "ingest.webhooks.%s.secrets-file: %s"
                            .formatted(settings.name(), e.getMessage()));
        }
    }

    /** What a request claims to be. */
    public sealed interface Claim {

        /** An event, if its signature is right. */
        final class Signed implements Claim {

            private final WebhookHead.Signed head;

            Signed(WebhookHead.Signed head) {
                this.head = head;
            }

            /** The event's id. */
            public String id() {
                return head.id();
            }
        }

        /** Nothing that can be right. */
        record Refused(Refusal refusal) implements Claim {}
    }

    /** Source of its events. */
    public String source() {
        return settings.source();
    }

    WatchedFile file() {
        return file;
    }

    /** What the headers of a request claim. */
    public Claim claim(ServerRequestHeaders headers) {
        return switch (WebhookHead.of(
                settings.signature(), headers, clock.instant(), settings.tolerance())) {
            case WebhookHead.Refused(Refusal refusal) -> new Claim.Refused(refusal);
            case WebhookHead.Signed signed -> new Claim.Signed(signed);
        };
    }

    /** Whether the claim is true of this body. */
    public boolean proves(Claim.Signed claim, byte[] body, int length) {
        return secrets.made(claim.head, body, length);
    }

    /** From where the type of a request's event comes. */
    public WebhookBody.TypeRule typeRule(ServerRequestHeaders headers) {
        if (typeHeader != null) {
            String told = headers.contains(typeHeader) ? headers.get(typeHeader).get() : "";
            return new WebhookBody.TypeRule.Told(settings.eventType(), told.strip());
        }
        return settings.eventTypeMember().isEmpty()
                ? new WebhookBody.TypeRule.Fixed(settings.eventType())
                : new WebhookBody.TypeRule.Member(settings.eventType(), settings.eventTypeMember());
    }
}
