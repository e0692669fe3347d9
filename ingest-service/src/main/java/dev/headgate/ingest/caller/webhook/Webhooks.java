// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.caller.webhook;

import dev.headgate.ingest.caller.WatchedFile;
import dev.headgate.ingest.setting.WebhookSettings;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The webhooks of a service, by name. */
public final class Webhooks {

    private final Map<String, Webhook> byName = new TreeMap<>();

    private Webhooks() {}

    /** As the settings say; their files must be good. */
    public static Webhooks create(List<WebhookSettings> settings) {
        return create(settings, InstantSource.system());
    }

    static Webhooks create(List<WebhookSettings> settings, InstantSource clock) {
        var webhooks = new Webhooks();
        for (WebhookSettings each : settings) {
            webhooks.byName.put(each.name(), new Webhook(each, clock));
        }
        return webhooks;
    }

    /** The one of this name. */
    public Optional<Webhook> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The files with their secrets. */
    public List<WatchedFile> files() {
        return byName.values().stream().map(Webhook::file).toList();
    }
}
