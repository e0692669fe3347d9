// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer;

import dev.headgate.tables.PipelineSchema;
import java.io.PrintStream;
import java.time.Duration;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/**
 * What must be there before the service starts: the topics and the schema. Somebody else makes them
 * ({@code headgate apply} or the operator); this waits, says for what, and gives up in the end.
 */
final class Prerequisites {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final ConsumerSettings settings;
    private final PrintStream out;

    Prerequisites(ConsumerSettings settings, PrintStream out) {
        this.settings = settings;
        this.out = out;
    }

    /** Waits for both at once: each is a server to be reached. */
    void await() throws InterruptedException {
        try (var both = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> schema = both.submit(this::awaitSchema);
            Future<?> topics = both.submit(this::awaitTopics);
            try {
                schema.get();
                topics.get();
            } catch (ExecutionException e) {
                both.shutdownNow();
                if (e.getCause() instanceof StartException gaveUp) {
                    throw gaveUp;
                }
                throw new IllegalStateException(e.getCause());
            } catch (InterruptedException e) {
                both.shutdownNow();
                throw e;
            }
        }
    }

    private @Nullable Void awaitSchema() throws InterruptedException {
        await("schema " + settings.database().schema(), this::schemaThere);
        return null;
    }

    private @Nullable Void awaitTopics() throws InterruptedException {
        try (Admin admin =
                Admin.create(NativeKafkaSettings.admin(settings, "consumer-prerequisites"))) {
            await("topics " + settings.topics(), () -> topicsThere(admin));
        }
        return null;
    }

    private void await(String what, Callable<Boolean> there) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        String said = "";
        while (true) {
            String why = missing(there);
            if (why.isEmpty()) {
                return;
            }
            if (System.nanoTime() > deadline) {
                throw new StartException("gave up waiting for " + what + ": " + why);
            }
            if (!why.equals(said)) {
                out.println("waiting for " + what + ": " + why);
                said = why;
            }
            Thread.sleep(PERIOD);
        }
    }

    /** Why it is not there; empty if it is. */
    private static String missing(Callable<Boolean> there) throws InterruptedException {
        try {
            return there.call() ? "" : "not there yet";
        } catch (InterruptedException e) {
            throw e;
        } catch (ExecutionException e) {
            return String.valueOf(e.getCause());
        } catch (Exception e) {
            return String.valueOf(e.getMessage());
        }
    }

    private boolean schemaThere() {
        var database = settings.database();
        return PipelineSchema.missingMigrations(
                        database.url(), database.username(), database.password(), database.schema())
                == 0;
    }

    private boolean topicsThere(Admin admin) throws InterruptedException, ExecutionException {
        return admin.listTopics().names().get().containsAll(new TreeSet<>(settings.topics()));
    }
}
