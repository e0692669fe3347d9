// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.setting;

import dev.headgate.contract.event.EventLimits;
import io.helidon.config.Config;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One webhook.
 *
 * @param name last part of its path
 * @param signature how its requests are signed
 * @param secretsFile a secret on each line
 * @param source of its events
 * @param eventType type of its events, or what stands before the type that a request tells
 * @param eventTypeHeader header with the type; empty for none
 * @param eventTypeMember member of the body with the type; empty for none
 * @param tolerance how far a request's time may be from this clock
 */
public record WebhookSettings(
        String name,
        Signature signature,
        String secretsFile,
        String source,
        String eventType,
        String eventTypeHeader,
        String eventTypeMember,
        Duration tolerance) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final int WEBHOOKS_MAX = 100;

    /** How a request is signed. */
    public enum Signature {
        /** As the Standard Webhooks say, with a shared secret ({@code v1}). */
        Standard,
        /** As GitHub does it: {@code X-Hub-Signature-256}. */
        GitHub
    }

    public WebhookSettings {
        if (!NAME.matcher(name).matches()) {
            throw new InvalidSettings(
                    "ingest.webhooks.name is missing or has other characters than a-z 0-9 -, of"
                            + " which at most 63");
        }
        SettingRange.checkNotBlank("webhooks.secrets-file", secretsFile);
        SettingRange.check(
                "webhooks.source (characters)", source.length(), 1, EventLimits.SOURCE_CHARS_MAX);
        if (!eventTypeHeader.isEmpty() && !eventTypeMember.isEmpty()) {
            throw new InvalidSettings(
                    "ingest.webhooks.%s has event-type-header and event-type-member: set one"
                            .formatted(name));
        }
        if ((eventType + eventTypeHeader + eventTypeMember).isEmpty()) {
            throw new InvalidSettings(
                    "ingest.webhooks.%s has no event-type, event-type-header or event-type-member"
                            .formatted(name));
        }
        SettingRange.check(
                "webhooks.tolerance", tolerance, Duration.ofSeconds(1), Duration.ofHours(1));
    }

    static List<WebhookSettings> list(Config config) {
        List<WebhookSettings> webhooks =
                config.asNodeList().orElse(List.of()).stream()
                        .sorted(Comparator.comparingInt(node -> Integer.parseInt(node.name())))
                        .map(WebhookSettings::create)
                        .toList();
        SettingRange.check("webhooks (number of them)", webhooks.size(), 0, WEBHOOKS_MAX);
        var names = new HashSet<String>();
        for (WebhookSettings webhook : webhooks) {
            if (!names.add(webhook.name())) {
                throw new InvalidSettings("ingest.webhooks has two of the name " + webhook.name());
            }
        }
        return webhooks;
    }

    private static WebhookSettings create(Config config) {
        String name = text(config, "name");
        String source = text(config, "source");
        return new WebhookSettings(
                name,
                signature(config.get("signature").asString().orElse("Standard")),
                text(config, "secrets-file"),
                source.isEmpty() ? "/webhooks/" + name : source,
                text(config, "event-type"),
                text(config, "event-type-header"),
                text(config, "event-type-member"),
                config.get("tolerance").as(Duration.class).orElse(Duration.ofMinutes(5)));
    }

    private static String text(Config config, String key) {
        return config.get(key).asString().orElse("").strip();
    }

    private static Signature signature(String text) {
        return Stream.of(Signature.values())
                .filter(value -> value.name().equals(text))
                .findFirst()
                .orElseThrow(() ->
                        new InvalidSettings(
                                "ingest.webhooks.signature is %s: must be one of %s"
                                        .formatted(text, Arrays.toString(Signature.values()))));
    }
}
