// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest;

import dev.headgate.contract.name.PipelineNames;
import dev.headgate.ingest.caller.Callers;
import dev.headgate.ingest.caller.FileWatch;
import dev.headgate.ingest.caller.WatchedFile;
import dev.headgate.ingest.caller.token.Tokens;
import dev.headgate.ingest.caller.webhook.Webhooks;
import dev.headgate.ingest.setting.IngestSettings;
import dev.headgate.ingest.setting.TlsSettings;
import dev.headgate.ingest.tls.ServerTls;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What tells who posts, and keeps it as the files and the issuer of tokens say.
 *
 * @param tokens null if none are taken
 * @param tls null if clients come without
 * @param watch of the files
 */
record CallerParts(
        Callers callers,
        Webhooks webhooks,
        @Nullable Tokens tokens,
        @Nullable ServerTls tls,
        FileWatch watch)
        implements AutoCloseable {

    /**
     * As the settings say; their files must be good. Does nothing by itself yet.
     *
     * @param others files that are watched beside those of callers
     */
    static CallerParts create(IngestSettings settings, List<WatchedFile> others) {
        var files = new ArrayList<WatchedFile>(others);
        Tokens tokens =
                settings.callers().jwt().on() ? Tokens.create(settings.callers().jwt()) : null;
        Callers callers =
                Callers.create(
                        settings.callers(), PipelineNames.of(settings.pipeline()).source(), tokens);
        Webhooks webhooks = Webhooks.create(settings.webhooks());
        TlsSettings tlsSettings = settings.server().tls();
        ServerTls tls = tlsSettings.on() ? ServerTls.create(tlsSettings) : null;
        files.addAll(callers.files());
        files.addAll(webhooks.files());
        files.addAll(tokens == null ? List.of() : tokens.files());
        files.addAll(tls == null ? List.of() : List.of(tls.files()));
        return new CallerParts(
                callers,
                webhooks,
                tokens,
                tls,
                new FileWatch(files, settings.callers().reloadInterval()));
    }

    /** Begins to look at the files and at the issuer's keys. */
    void start() {
        watch.start();
        if (tokens != null) {
            tokens.start();
        }
    }

    /** Of what the last good version is in force, since the newest cannot be used. */
    long stale() {
        return watch.staleFiles() + (tokens != null && tokens.stale() ? 1 : 0);
    }

    @Override
    public void close() {
        watch.close();
        if (tokens != null) {
            tokens.close();
        }
    }
}
