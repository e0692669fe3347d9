// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler;

import dev.headgate.autoscaler.CapacityMemory.Totals;
import dev.headgate.autoscaler.ChangeMemory.Wish;
import dev.headgate.autoscaler.GuardMemory.Cap;
import dev.headgate.autoscaler.GuardMemory.Full;
import dev.headgate.autoscaler.TimeMemory.Rise;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A state as bytes, for whoever decides after this process. What cannot be read is no state: it is
 * rebuilt within minutes, and until then consumers may only become more.
 *
 * <p>Times in a state are on the clock of its observations. Who goes on with a state needs the same
 * clock, such as the seconds since 1970.
 */
public final class StateCodec {

    /** Is raised whenever the form changes; other forms are not read. */
    private static final int VERSION = 1;

    private static final int ENTRIES_MAX = 100_000;

    private StateCodec() {}

    /** Compressed; about 30 bytes for each partition. */
    public static byte[] write(ScalerState state) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(new GZIPOutputStream(bytes))) {
            out.writeByte(VERSION);
            out.writeDouble(state.since());
            out.writeDouble(state.kafkaAt());
            out.writeInt(state.partitions().size());
            for (Map.Entry<PartitionKey, PartitionMemory> each :
                    new TreeMap<>(state.partitions()).entrySet()) {
                write(out, each.getKey(), each.getValue());
            }
            write(out, state.capacity());
            write(out, state.times());
            write(out, state.changes());
            write(out, state.guard());
            out.writeDouble(state.idleSince());
            write(out, state.growth());
        } catch (IOException e) {
            throw new IllegalStateException("memory cannot be written to", e);
        }
        return bytes.toByteArray();
    }

    /** Empty if these bytes are no state of this form. */
    public static Optional<ScalerState> read(byte[] bytes) {
        try (var in = new DataInputStream(new GZIPInputStream(new ByteArrayInputStream(bytes)))) {
            if (in.readByte() != VERSION) {
                return Optional.empty();
            }
            ScalerState state = readState(in);
            return in.read() == -1 ? Optional.of(state) : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static ScalerState readState(DataInputStream in) throws IOException {
        double since = in.readDouble();
        double kafkaAt = in.readDouble();
        Map<PartitionKey, PartitionMemory> partitions = new HashMap<>();
        for (int left = count(in); left > 0; left--) {
            partitions.put(new PartitionKey(in.readUTF(), in.readInt()), readPartition(in));
        }
        return new ScalerState(
                since,
                kafkaAt,
                partitions,
                readCapacity(in),
                readTimes(in),
                readChanges(in),
                readGuard(in),
                in.readDouble(),
                readGrowth(in));
    }

    private static int count(DataInputStream in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > ENTRIES_MAX) {
            throw new IOException("no such number of entries: " + count);
        }
        return count;
    }

    private static void write(DataOutputStream out, PartitionKey key, PartitionMemory memory)
            throws IOException {
        out.writeUTF(key.topic());
        out.writeInt(key.number());
        out.writeUTF(memory.topicId());
        out.writeLong(memory.endOffset());
        out.writeLong(memory.committedOffset());
        out.writeLong(memory.lagRecords());
        out.writeDouble(memory.movedAt());
        out.writeDouble(memory.advancedAt());
        out.writeDouble(memory.fast());
        out.writeDouble(memory.slow());
    }

    private static PartitionMemory readPartition(DataInputStream in) throws IOException {
        return new PartitionMemory(
                in.readUTF(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble());
    }

    private static void write(DataOutputStream out, CapacityMemory capacity) throws IOException {
        out.writeDouble(capacity.recordsPerSecond());
        out.writeInt(capacity.totals().size());
        for (Map.Entry<String, Totals> each : new TreeMap<>(capacity.totals()).entrySet()) {
            out.writeUTF(each.getKey());
            out.writeDouble(each.getValue().uptimeSeconds());
            out.writeLong(each.getValue().processedRecords());
            out.writeDouble(each.getValue().busySeconds());
        }
        out.writeDouble(capacity.busyShare());
        out.writeDouble(capacity.throughput());
    }

    private static CapacityMemory readCapacity(DataInputStream in) throws IOException {
        double rate = in.readDouble();
        Map<String, Totals> totals = new HashMap<>();
        for (int left = count(in); left > 0; left--) {
            totals.put(in.readUTF(), new Totals(in.readDouble(), in.readLong(), in.readDouble()));
        }
        return new CapacityMemory(rate, totals, in.readDouble(), in.readDouble());
    }

    private static void write(DataOutputStream out, TimeMemory times) throws IOException {
        write(out, times.readySeconds());
        write(out, times.rebalanceSeconds());
        Rise rise = times.rise();
        out.writeBoolean(rise != null);
        if (rise != null) {
            out.writeDouble(rise.at());
            out.writeInt(rise.replicas());
        }
        out.writeDouble(times.unsettledSince());
        out.writeDouble(times.unsettledAt());
    }

    private static TimeMemory readTimes(DataInputStream in) throws IOException {
        List<Double> ready = readDoubles(in);
        List<Double> rebalance = readDoubles(in);
        @Nullable Rise rise = in.readBoolean() ? new Rise(in.readDouble(), in.readInt()) : null;
        return new TimeMemory(ready, rebalance, rise, in.readDouble(), in.readDouble());
    }

    private static void write(DataOutputStream out, List<Double> values) throws IOException {
        out.writeInt(values.size());
        for (double each : values) {
            out.writeDouble(each);
        }
    }

    private static List<Double> readDoubles(DataInputStream in) throws IOException {
        List<Double> values = new ArrayList<>();
        for (int left = count(in); left > 0; left--) {
            values.add(in.readDouble());
        }
        return values;
    }

    private static void write(DataOutputStream out, ChangeMemory changes) throws IOException {
        out.writeDouble(changes.since());
        out.writeDouble(changes.lastAt());
        out.writeDouble(changes.lastDownAt());
        out.writeDouble(changes.patience());
        out.writeDouble(changes.calmedAt());
        out.writeInt(changes.wishes().size());
        for (Wish each : changes.wishes()) {
            out.writeDouble(each.at());
            out.writeInt(each.replicas());
        }
    }

    private static ChangeMemory readChanges(DataInputStream in) throws IOException {
        double since = in.readDouble();
        double lastAt = in.readDouble();
        double lastDownAt = in.readDouble();
        double patience = in.readDouble();
        double calmedAt = in.readDouble();
        List<Wish> wishes = new ArrayList<>();
        for (int left = count(in); left > 0; left--) {
            wishes.add(new Wish(in.readDouble(), in.readInt()));
        }
        return new ChangeMemory(since, lastAt, lastDownAt, patience, calmedAt, wishes);
    }

    private static void write(DataOutputStream out, GuardMemory guard) throws IOException {
        out.writeInt(guard.full().size());
        for (Map.Entry<Integer, Full> each : new TreeMap<>(guard.full()).entrySet()) {
            out.writeInt(each.getKey());
            out.writeDouble(each.getValue().at());
            out.writeDouble(each.getValue().recordsPerSecond());
        }
        out.writeInt(guard.suspicions());
        Cap cap = guard.cap();
        out.writeBoolean(cap != null);
        if (cap != null) {
            out.writeDouble(cap.at());
            out.writeDouble(cap.until());
            out.writeInt(cap.replicas());
            out.writeDouble(cap.recordsPerSecond());
        }
        out.writeDouble(guard.holdSeconds());
        out.writeDouble(guard.quietUntil());
    }

    private static GuardMemory readGuard(DataInputStream in) throws IOException {
        Map<Integer, Full> full = new HashMap<>();
        for (int left = count(in); left > 0; left--) {
            full.put(in.readInt(), new Full(in.readDouble(), in.readDouble()));
        }
        int suspicions = in.readInt();
        @Nullable Cap cap =
                in.readBoolean()
                        ? new Cap(in.readDouble(), in.readDouble(), in.readInt(), in.readDouble())
                        : null;
        return new GuardMemory(full, suspicions, cap, in.readDouble(), in.readDouble());
    }

    private static void write(DataOutputStream out, GrowthMemory growth) throws IOException {
        out.writeDouble(growth.since());
        out.writeDouble(growth.shortSince());
        out.writeDouble(growth.hotSince());
        out.writeDouble(growth.peakRate());
        out.writeDouble(growth.needed());
        out.writeDouble(growth.ideal());
    }

    private static GrowthMemory readGrowth(DataInputStream in) throws IOException {
        return new GrowthMemory(
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble());
    }
}
