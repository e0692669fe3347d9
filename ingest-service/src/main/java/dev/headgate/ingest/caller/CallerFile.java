// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.caller;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.headgate.contract.event.EventLimits;
import dev.headgate.contract.pipeline.EventTypePattern;
import dev.headgate.contract.settings.SettingKeys;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a file of callers; {@code docs/callers.md} describes it. */
final class CallerFile {

    private static final int CALLERS_MAX = 10_000;
    private static final int KEYS_MAX = 10;
    private static final int EVENT_TYPES_MAX = 100;
    private static final int SUBJECT_CHARS_MAX = 256;
    private static final int CERTIFICATES_MAX = 10;
    private static final long PER_SECOND_MAX = 1_000_000_000_000L;

    private static final Set<String> KNOWN =
            Set.of(
                    "callers.0.name",
                    "callers.0.subject",
                    "callers.0.certificates.0",
                    "callers.0.keys.0.sha256",
                    "callers.0.keys.0.expires",
                    "callers.0.event-types.0",
                    "callers.0.quota.requests-per-second",
                    "callers.0.quota.events-per-second",
                    "callers.0.quota.bytes-per-second");

    /** What CloudEvents allows as a source, and needs no escape anywhere. */
    private static final Pattern NAME =
            Pattern.compile(
                    "[A-Za-z0-9/][A-Za-z0-9._~:/@+-]{0,%d}"
                            .formatted(EventLimits.SOURCE_CHARS_MAX - 1));

    private final NavigableMap<String, String> entries;
    private final Set<String> names = new HashSet<>();
    private final Set<KeyHash> hashes = new HashSet<>();
    private final Set<String> subjects = new HashSet<>();
    private final Set<String> certificates = new HashSet<>();

    private CallerFile(NavigableMap<String, String> entries) {
        this.entries = entries;
    }

    /** The callers in the order of the file; at least one. */
    static List<ListedCaller> parse(byte[] content) throws InvalidFile {
        NavigableMap<String, String> entries = YamlEntries.of(new String(content, UTF_8));
        List<String> unknown = SettingKeys.unknown(KNOWN, entries.keySet());
        if (!unknown.isEmpty()) {
            throw new InvalidFile(unknown.getFirst());
        }
        return new CallerFile(entries).callers();
    }

    /** Whether a text can be a caller's name. */
    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    private List<ListedCaller> callers() throws InvalidFile {
        var callers = new ArrayList<ListedCaller>();
        for (String at = "callers.0"; has(at); at = "callers." + callers.size()) {
            if (callers.size() == CALLERS_MAX) {
                throw new InvalidFile("there are more than %d callers".formatted(CALLERS_MAX));
            }
            callers.add(caller(at));
        }
        if (callers.isEmpty()) {
            throw new InvalidFile("there is no caller in it");
        }
        return callers;
    }

    private ListedCaller caller(String at) throws InvalidFile {
        String name = entries.getOrDefault(at + ".name", "");
        if (!isName(name)) {
            throw new InvalidFile(
                    at
                            + ".name must be 1 to %d of A-Z a-z 0-9 . _ ~ : / @ + -"
                                    .formatted(EventLimits.SOURCE_CHARS_MAX));
        }
        if (!names.add(name)) {
            throw new InvalidFile(at + ".name is that of an earlier caller");
        }
        return new ListedCaller(
                name,
                keys(at + ".keys."),
                subject(at + ".subject"),
                certificates(at + ".certificates."),
                eventTypes(at + ".event-types."),
                quota(at));
    }

    private @Nullable String subject(String at) throws InvalidFile {
        String subject = entries.get(at);
        if (subject == null) {
            return null;
        }
        if (subject.isBlank() || subject.length() > SUBJECT_CHARS_MAX) {
            throw new InvalidFile(at + " must have 1 to " + SUBJECT_CHARS_MAX + " characters");
        }
        if (!subjects.add(subject)) {
            throw new InvalidFile(at + " is that of an earlier caller");
        }
        return subject;
    }

    private List<String> certificates(String at) throws InvalidFile {
        var names = new ArrayList<String>();
        for (int i = 0; has(at + i); i++) {
            String name = entries.getOrDefault(at + i, "");
            if (!CertificateNames.isName(name) || i == CERTIFICATES_MAX) {
                throw new InvalidFile(
                        at
                                + i
                                + " must be URI:, DNS: or DN: and a name of a certificate; at most "
                                + CERTIFICATES_MAX);
            }
            if (!certificates.add(name)) {
                throw new InvalidFile(at + i + " is that of an earlier caller");
            }
            names.add(name);
        }
        return names;
    }

    private List<ListedCaller.Key> keys(String at) throws InvalidFile {
        var keys = new ArrayList<ListedCaller.Key>();
        for (int i = 0; has(at + i); i++) {
            if (i == KEYS_MAX) {
                throw new InvalidFile(
                        at + i + " is one key too many: a caller has at most " + KEYS_MAX);
            }
            keys.add(key(at + i));
        }
        return keys;
    }

    private ListedCaller.Key key(String at) throws InvalidFile {
        KeyHash hash = KeyHash.fromHex(entries.getOrDefault(at + ".sha256", ""));
        if (hash == null) {
            throw new InvalidFile(
                    at + ".sha256 must be the 64 hexadecimal digits of a key's SHA-256");
        }
        if (!hashes.add(hash)) {
            throw new InvalidFile(at + ".sha256 is that of an earlier key");
        }
        return new ListedCaller.Key(hash, expires(at + ".expires"));
    }

    private @Nullable Instant expires(String at) throws InvalidFile {
        String text = entries.get(at);
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException _) {
            throw new InvalidFile(at + " must be a time such as 2027-01-31T00:00:00Z");
        }
    }

    private List<EventTypePattern> eventTypes(String at) throws InvalidFile {
        var patterns = new ArrayList<EventTypePattern>();
        for (int i = 0; has(at + i); i++) {
            String text = entries.getOrDefault(at + i, "");
            int star = text.indexOf('*');
            boolean open = star == text.length() - 1;
            if (text.isEmpty() || (star >= 0 && !open) || i == EVENT_TYPES_MAX) {
                throw new InvalidFile(
                        at
                                + i
                                + " must be a type, or a prefix followed by one * at the end; at most "
                                + EVENT_TYPES_MAX);
            }
            patterns.add(EventTypePattern.of(text));
        }
        return patterns;
    }

    private CallerQuota quota(String at) throws InvalidFile {
        return new CallerQuota(
                perSecond(at + ".quota.requests-per-second"),
                perSecond(at + ".quota.events-per-second"),
                perSecond(at + ".quota.bytes-per-second"));
    }

    private long perSecond(String at) throws InvalidFile {
        String text = entries.get(at);
        if (text == null) {
            return 0;
        }
        try {
            long value = Long.parseLong(text);
            if (value >= 1 && value <= PER_SECOND_MAX) {
                return value;
            }
        } catch (NumberFormatException _) {
            // Said below, as of any other text that is no such number.
        }
        throw new InvalidFile(at + " must be a whole number from 1 to " + PER_SECOND_MAX);
    }

    private boolean has(String at) {
        String next = entries.ceilingKey(at);
        return next != null && (next.equals(at) || next.startsWith(at + "."));
    }
}
