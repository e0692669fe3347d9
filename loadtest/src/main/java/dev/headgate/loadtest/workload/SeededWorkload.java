// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.workload;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.headgate.contract.event.EventLimits;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The events of a source as a seed makes them. Every event can be made again at any time. */
public final class SeededWorkload implements Workload {

    /** Most digits of an index, so that each fits a long. */
    private static final int INDEX_DIGITS_MAX = 18;

    private static final byte[] TYPE = ",\"type\":".getBytes(UTF_8);
    private static final byte[] KEY = ",\"key\":".getBytes(UTF_8);
    private static final byte[] DATA = ",\"data\":".getBytes(UTF_8);
    private static final byte[] UNKNOWN = ",\"unheard-of\":true".getBytes(UTF_8);
    private static final String KEY_TOO_LONG = "k".repeat(EventLimits.KEY_CHARS_MAX + 1);

    private final WorkloadSettings settings;
    private final EventSource source;
    private final Fates fates;
    private final String idStart;
    private final byte[] eventStart;
    private final ThreadLocal<BodyBuffer> plain = ThreadLocal.withInitial(BodyBuffer::new);
    private final ThreadLocal<GzipWriter> compressed = ThreadLocal.withInitial(GzipWriter::new);

    public SeededWorkload(WorkloadSettings settings, EventSource source) {
        this.settings = settings;
        this.source = source;
        this.fates = new Fates(settings);
        this.idStart = settings.runId() + "-";
        this.eventStart = ("{\"id\":\"" + idStart).getBytes(UTF_8);
    }

    @Override
    public int eventsPerRequest() {
        return settings.eventsPerRequest();
    }

    @Override
    public boolean gzip() {
        return settings.gzip();
    }

    @Override
    public boolean someInvalid() {
        return settings.invalidShare() > 0;
    }

    @Override
    public LoadEvent event(long index) {
        EventNumbers origin = fates.origin(checked(index));
        BodyBuffer data = plain.get().clear();
        source.data(origin, data);
        return new LoadEvent(
                index,
                origin.index(),
                idStart + origin.index(),
                source.type(origin),
                source.key(origin),
                data.text(),
                fates.valid(origin));
    }

    @Override
    public long origin(long index) {
        return fates.origin(checked(index)).index();
    }

    @Override
    public OptionalLong index(String id) {
        int digits = id.length() - idStart.length();
        if (digits < 1 || digits > INDEX_DIGITS_MAX || !id.startsWith(idStart)) {
            return OptionalLong.empty();
        }
        long index = 0;
        for (int i = idStart.length(); i < id.length(); i++) {
            char digit = id.charAt(i);
            if (digit < '0' || digit > '9') {
                return OptionalLong.empty();
            }
            index = 10 * index + digit - '0';
        }
        boolean leadingZero = digits > 1 && id.charAt(idStart.length()) == '0';
        // A repeat carries the id of its origin, so no event has an id with a repeat's index.
        return leadingZero || origin(index) != index
                ? OptionalLong.empty()
                : OptionalLong.of(index);
    }

    @Override
    public void body(long request, BodyBuffer body) {
        body.clear();
        if (!settings.gzip()) {
            plainBody(request, body);
            return;
        }
        BodyBuffer uncompressed = plain.get().clear();
        plainBody(request, uncompressed);
        compressed.get().compress(uncompressed, body);
    }

    private void plainBody(long request, BodyBuffer to) {
        int events = settings.eventsPerRequest();
        long first = checked(request) * events;
        if (events == 1) {
            write(first, to);
            return;
        }
        for (int i = 0; i < events; i++) {
            to.append(i == 0 ? '[' : ',');
            write(first + i, to);
        }
        to.append(']');
    }

    private void write(long index, BodyBuffer to) {
        EventNumbers origin = fates.origin(index);
        to.append(eventStart).appendNumber(origin.index()).append('"');
        members(origin, fates.valid(origin) ? null : fates.flaw(origin), to);
    }

    private void members(EventNumbers numbers, @Nullable Flaw flaw, BodyBuffer to) {
        if (flaw == Flaw.TypeOfWrongKind) {
            to.append(TYPE).appendNumber(numbers.index());
        } else if (flaw != Flaw.MissingType) {
            to.append(TYPE).appendText(source.type(numbers));
        }
        String key = flaw == Flaw.KeyTooLong ? KEY_TOO_LONG : source.key(numbers);
        if (key != null) {
            to.append(KEY).appendText(key);
        }
        if (flaw != Flaw.MissingData) {
            source.data(numbers, to.append(DATA));
        }
        if (flaw == Flaw.UnknownMember) {
            to.append(UNKNOWN);
        }
        if (flaw != Flaw.MalformedJson) {
            to.append('}');
        }
    }

    private static long checked(long index) {
        if (index < 0) {
            throw new IndexOutOfBoundsException("index " + index);
        }
        return index;
    }
}
