// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.caller;

import dev.headgate.ingest.setting.CallerSettings;
import dev.headgate.ingest.setting.InvalidSettings;
import dev.headgate.ingest.setting.TokenSettings;
import io.helidon.http.ServerRequestHeaders;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says who posts: anyone, or those of a file and those with a token. Thread-safe. */
public final class Callers {

    private static final Logger LOGGER = LoggerFactory.getLogger(Callers.class);

    private final Identification anyone;
    private final @Nullable TokenReader tokens;
    private final boolean unlistedAccepted;
    private final InstantSource clock;
    private final LongSupplier nanoClock;
    private final List<WatchedFile> files = new ArrayList<>();
    private volatile @Nullable CallerRegister register;

    private Callers(
            String source,
            @Nullable TokenReader tokens,
            boolean unlistedAccepted,
            InstantSource clock,
            LongSupplier nanoClock) {
        this.anyone = new Identification.Known(Caller.anyone(source));
        this.tokens = tokens;
        this.unlistedAccepted = unlistedAccepted;
        this.clock = clock;
        this.nanoClock = nanoClock;
    }

    /**
     * As the settings say; their files must be good.
     *
     * @param source of events, where nobody is asked who posts
     * @param tokens reads tokens; null if none are taken
     */
    public static Callers create(
            CallerSettings settings, String source, @Nullable TokenReader tokens) {
        return create(settings, source, tokens, InstantSource.system(), System::nanoTime);
    }

    static Callers create(
            CallerSettings settings,
            String source,
            @Nullable TokenReader tokens,
            InstantSource clock,
            LongSupplier nanoClock) {
        boolean unlistedAccepted = settings.jwt().unlisted() == TokenSettings.Unlisted.Accept;
        var callers = new Callers(source, tokens, unlistedAccepted, clock, nanoClock);
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
        return caller == null ? Caller.unlisted(name) : caller;
    }

    /** Whose request it is. */
    public Identification identify(ServerRequestHeaders headers) {
        CallerRegister known = register;
        if (known == null && tokens == null) {
            return anyone;
        }
        return switch (Credential.of(headers)) {
            case Credential.Unusable(Refusal refusal) -> new Identification.Refused(refusal);
            case Credential.Shown shown when tokens != null && shown.isToken() ->
                    byToken(tokens.read(shown.text()), known);
            case Credential.Shown shown ->
                    known == null
                            ? new Identification.Refused(Refusal.TOKEN_MALFORMED)
                            : known.byKey(shown.text(), clock.instant());
        };
    }

    /** Whose certificate it is, which the connection has verified. */
    public Identification identify(X509Certificate certificate) {
        CallerRegister known = register;
        if (clock.instant().isAfter(certificate.getNotAfter().toInstant())) {
            return new Identification.Refused(Refusal.CERTIFICATE_EXPIRED);
        }
        Caller caller = known == null ? null : known.byCertificate(certificate);
        return caller == null
                ? new Identification.Refused(Refusal.CERTIFICATE_UNKNOWN)
                : new Identification.Known(caller);
    }

    private Identification byToken(TokenReading reading, @Nullable CallerRegister known) {
        return switch (reading) {
            case TokenReading.Refused(Refusal refusal) -> new Identification.Refused(refusal);
            case TokenReading.Good(String subject) -> {
                Caller listed = known == null ? null : known.bySubject(subject);
                if (listed != null) {
                    yield new Identification.Known(listed);
                }
                yield unlistedAccepted && isFree(subject, known)
                        ? new Identification.Known(Caller.unlisted(subject))
                        : new Identification.Refused(Refusal.TOKEN_UNLISTED);
            }
        };
    }

    /** Whether nobody of the file would be taken for somebody of this name. */
    private static boolean isFree(String name, @Nullable CallerRegister known) {
        return CallerFile.isName(name) && (known == null || known.byName(name) == null);
    }
}
