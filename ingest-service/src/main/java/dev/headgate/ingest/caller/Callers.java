// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.caller;

import dev.headgate.ingest.setting.CallerSettings;
import dev.headgate.ingest.setting.InvalidSettings;
import io.helidon.http.ServerRequestHeaders;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says who posts: anyone, or those of a file. Thread-safe. */
public final class Callers {

    private static final Logger LOGGER = LoggerFactory.getLogger(Callers.class);

    private final Identification anyone;
    private final InstantSource clock;
    private final LongSupplier nanoClock;
    private final List<WatchedFile> files = new ArrayList<>();
    private volatile @Nullable CallerRegister register;

    private Callers(String source, InstantSource clock, LongSupplier nanoClock) {
        this.anyone = new Identification.Known(Caller.anyone(source));
        this.clock = clock;
        this.nanoClock = nanoClock;
    }

    /**
     * As the settings say; their files must be good.
     *
     * @param source of events, where nobody is asked who posts
     */
    public static Callers create(CallerSettings settings, String source) {
        return create(settings, source, InstantSource.system(), System::nanoTime);
    }

    static Callers create(
            CallerSettings settings, String source, InstantSource clock, LongSupplier nanoClock) {
        var callers = new Callers(source, clock, nanoClock);
        if (!settings.file().isEmpty()) {
            try {
                callers.files.add(WatchedFile.open(Path.of(settings.file()), callers::putInForce));
            } catch (InvalidFile e) {
                throw new InvalidSettings("ingest.callers.file: " + e.getMessage());
            }
        }
        return callers;
    }

    private void putInForce(byte[] content) throws InvalidFile {
        CallerRegister read = CallerRegister.of(CallerFile.parse(content), register, nanoClock);
        register = read;
        LOGGER.atInfo().addKeyValue("callers", read.size()).log("callers are known");
    }

    /** The files that all this stands in. */
    public List<WatchedFile> files() {
        return List.copyOf(files);
    }

    /** The caller of a name that was found out otherwise, with what the file says of him. */
    public Caller named(String name) {
        CallerRegister known = register;
        Caller caller = known == null ? null : known.byName(name);
        return caller == null ? Caller.anyone(name) : caller;
    }

    /** Whose request it is. */
    public Identification identify(ServerRequestHeaders headers) {
        CallerRegister known = register;
        if (known == null) {
            return anyone;
        }
        return switch (Credential.of(headers)) {
            case Credential.Unusable(Refusal refusal) -> new Identification.Refused(refusal);
            case Credential.Shown(String text) -> known.byKey(text, clock.instant());
        };
    }
}
