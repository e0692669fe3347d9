// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.caller;

import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The callers of one file, by key, by the subject of tokens, by certificate and by name; never
 * changes.
 *
 * <p>Implementation note: a key is looked up by a hash of its hash and of a salt that this process
 * made up. How long a lookup takes depends on where the table has that number, and nobody who
 * measures it can choose the number, so it tells nothing about keys that exist. Known and unknown
 * keys cost the same two hashes.
 */
final class CallerRegister {

    private static final int SALT_BYTES = 32;

    private final byte[] salt = new byte[SALT_BYTES];
    private final Map<KeyHash, Holder> byKey = new HashMap<>();
    private final Map<String, Caller> bySubject = new HashMap<>();
    private final Map<String, Caller> byCertificate = new HashMap<>();
    private final Map<String, Caller> byName = new HashMap<>();

    private record Holder(Caller caller, ListedCaller.Key key) {}

    private CallerRegister() {
        new SecureRandom().nextBytes(salt);
    }

    /**
     * The callers of a list. Those that had the same quota before go on with what is left of it: a
     * new file is no new allowance.
     */
    static CallerRegister of(
            List<ListedCaller> callers, @Nullable CallerRegister before, LongSupplier nanoClock) {
        var register = new CallerRegister();
        for (ListedCaller listed : callers) {
            Caller known = before == null ? null : before.byName.get(listed.name());
            CallerAllowance allowance =
                    known != null && known.allowance().quota().equals(listed.quota())
                            ? known.allowance()
                            : CallerAllowance.of(listed.quota(), nanoClock);
            var caller = new Caller(listed.name(), true, listed.eventTypes(), allowance);
            register.byName.put(listed.name(), caller);
            if (listed.subject() != null) {
                register.bySubject.put(listed.subject(), caller);
            }
            for (String name : listed.certificates()) {
                register.byCertificate.put(name, caller);
            }
            for (ListedCaller.Key key : listed.keys()) {
                register.byKey.put(key.hash().salted(register.salt), new Holder(caller, key));
            }
        }
        return register;
    }

    Identification byKey(String key, Instant now) {
        Holder holder = byKey.get(KeyHash.of(key).salted(salt));
        if (holder == null) {
            return new Identification.Refused(Refusal.UNKNOWN);
        }
        return holder.key().expired(now)
                ? new Identification.Refused(Refusal.EXPIRED)
                : new Identification.Known(holder.caller());
    }

    @Nullable Caller bySubject(String subject) {
        return bySubject.get(subject);
    }

    @Nullable Caller byCertificate(X509Certificate certificate) {
        for (String name : CertificateNames.of(certificate)) {
            Caller caller = byCertificate.get(name);
            if (caller != null) {
                return caller;
            }
        }
        return null;
    }

    @Nullable Caller byName(String name) {
        return byName.get(name);
    }

    int size() {
        return byName.size();
    }
}
