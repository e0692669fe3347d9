// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.headgate.consumer.faults.Moment.Step;
import dev.headgate.consumer.faults.PostgresTap.Then;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One connection of {@link PostgresTap}: reads PostgreSQL's messages (protocol 3, without TLS) and
 * recognises the statements of a landing transaction by their text.
 */
final class PostgresRelay implements TcpProxy.Relay {

    private static final Pattern ROWS =
            Pattern.compile("insert into \\S*\"event\" \\(.*", Pattern.DOTALL);
    private static final int READY = 'Z';
    private static final int COMPLETE = 'C';

    private final PostgresTap tap;
    private final TcpProxy line;
    private final Map<String, String> statements = new HashMap<>();
    private final Map<String, String> portals = new HashMap<>();
    private boolean landing;
    private volatile @Nullable Step awaited;

    PostgresRelay(PostgresTap tap, TcpProxy line) {
        this.tap = tap;
        this.line = line;
    }

    @SuppressWarnings("ArrayRecordComponent") // Written, never compared.
    private record Message(int type, byte[] body) {

        static @Nullable Message read(DataInputStream in) throws IOException {
            int type = in.read();
            if (type < 0) {
                return null;
            }
            byte[] body = in.readNBytes(in.readInt() - Integer.BYTES);
            return new Message(type, body);
        }

        int size() {
            return 1 + Integer.BYTES + body.length;
        }

        void write(DataOutputStream out) throws IOException {
            out.write(type);
            out.writeInt(Integer.BYTES + body.length);
            out.write(body);
        }
    }

    @Override
    public void up(InputStream from, OutputStream to) throws IOException {
        var in = new DataInputStream(new BufferedInputStream(from));
        var out = new DataOutputStream(new BufferedOutputStream(to));
        startUp(in, out);
        for (@Nullable Message next = Message.read(in); next != null; next = Message.read(in)) {
            line.hold(next.size());
            @Nullable Step step = step(next);
            if (step != null) {
                if (tap.pass(step, false) == Then.DROP) {
                    return;
                }
                if (tap.awaits(step)) {
                    awaited = step;
                }
            }
            next.write(out);
            if (in.available() == 0) {
                out.flush();
            }
        }
    }

    @Override
    public void down(InputStream from, OutputStream to) throws IOException {
        var in = new DataInputStream(new BufferedInputStream(from));
        var out = new DataOutputStream(new BufferedOutputStream(to, 1 << 20));
        for (@Nullable Message next = Message.read(in); next != null; next = Message.read(in)) {
            line.hold(next.size());
            if (next.type() == COMPLETE && changedNothing(next)) {
                awaited = null;
            }
            @Nullable Step step = awaited;
            if (step != null && next.type() == READY) {
                awaited = null;
                if (tap.pass(step, true) == Then.DROP) {
                    return;
                }
            }
            next.write(out);
            // The answer to an awaited step is held back until it is complete.
            if (in.available() == 0 && awaited == null) {
                out.flush();
            }
        }
    }

    /** The first message has no type. */
    private static void startUp(DataInputStream in, DataOutputStream out) throws IOException {
        int length = in.readInt();
        byte[] body = in.readNBytes(length - Integer.BYTES);
        if (body.length < length - Integer.BYTES) {
            throw new EOFException();
        }
        out.writeInt(length);
        out.write(body);
        out.flush();
    }

    /** A statement that found its row changed is not the step: it holds no lock. */
    private static boolean changedNothing(Message complete) {
        return text(ByteBuffer.wrap(complete.body())).equals("UPDATE 0");
    }

    /** The step that a message asks for; null if it is none. */
    private @Nullable Step step(Message message) {
        ByteBuffer body = ByteBuffer.wrap(message.body());
        return switch (message.type()) {
            case 'P' -> {
                statements.put(text(body), text(body));
                yield null;
            }
            case 'B' -> {
                portals.put(text(body), statements.getOrDefault(text(body), ""));
                yield null;
            }
            case 'E' -> step(portals.getOrDefault(text(body), ""));
            case 'Q' -> step(text(body));
            default -> null;
        };
    }

    private @Nullable Step step(String sql) {
        String text = sql.strip().toLowerCase(Locale.ROOT);
        if (text.startsWith("commit")) {
            boolean ours = landing;
            landing = false;
            return ours ? Step.COMMIT : null;
        }
        if (text.startsWith("begin") || text.startsWith("rollback")) {
            landing = false;
            return null;
        }
        if (text.startsWith("insert into") && text.contains("\"event_identity\"")) {
            return Step.IDENTITIES;
        }
        if (ROWS.matcher(text).matches()) {
            return Step.ROWS;
        }
        if (text.startsWith("update")
                && text.contains("\"watermark\"")
                && text.contains("\"landed\"")) {
            landing = true;
            return Step.WATERMARK;
        }
        if (text.startsWith("update")
                && text.contains("\"dead_letter\"")
                && text.contains("dlq_offset")) {
            return Step.MARK;
        }
        return null;
    }

    private static String text(ByteBuffer body) {
        int length = 0;
        while (body.get(body.position() + length) != 0) {
            length++;
        }
        byte[] text = new byte[length];
        body.get(text).get();
        return new String(text, UTF_8);
    }
}
