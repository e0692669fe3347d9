// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.run;

import dev.headgate.cli.CommandFailure;
import dev.headgate.contract.settings.Connections;
import dev.headgate.embedded.EmbeddedServerException;
import dev.headgate.embedded.EmbeddedServerException.Reason;
import dev.headgate.embedded.FolderLock;
import org.jspecify.annotations.Nullable;

/**
 * The servers of a run for another command: those of the running one, or, while it is stopped, the
 * same servers started on its folder for as long as the command needs them.
 */
public final class RunAccess implements AutoCloseable {

    private final Connections connections;
    private final @Nullable Servers servers;
    private final @Nullable FolderLock lock;

    private RunAccess(
            Connections connections, @Nullable Servers servers, @Nullable FolderLock lock) {
        this.connections = connections;
        this.servers = servers;
        this.lock = lock;
    }

    /** Access to what runs, or ran last, in the folder. */
    public static RunAccess to(DataFolder folder) {
        Addresses last =
                folder.addresses()
                        .orElseThrow(() ->
                                CommandFailure.invalid(
                                        "Nothing ran in %s yet. Start it with: headgate run FILE"
                                                .formatted(folder.path())));
        FolderLock lock;
        try {
            lock = FolderLock.acquire(folder.path());
        } catch (EmbeddedServerException e) {
            if (e.reason() == Reason.FolderInUse) {
                return new RunAccess(last.connections(), null, null);
            }
            throw e;
        }
        try {
            Servers servers = Servers.start(folder, new Connections("", "", "", ""));
            return new RunAccess(servers.connections(), servers, lock);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** Where the servers are. */
    public Connections connections() {
        return connections;
    }

    @Override
    public void close() {
        if (servers != null) {
            servers.close();
        }
        if (lock != null) {
            lock.close();
        }
    }
}
