// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.http;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds what is in flight: requests until they are answered, bytes of bodies until Kafka has
 * answered for every event of them, which may be long after.
 */
public final class Admission {

    private final int requestsMax;
    private final long bytesMax;
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicInteger heldRequests = new AtomicInteger();
    private final AtomicLong heldBytes = new AtomicLong();

    /** With nothing in flight. */
    public Admission(int requestsMax, long bytesMax) {
        this.requestsMax = requestsMax;
        this.bytesMax = bytesMax;
    }

    boolean tryEnter() {
        if (requests.incrementAndGet() <= requestsMax) {
            return true;
        }
        requests.decrementAndGet();
        return false;
    }

    void leave() {
        requests.decrementAndGet();
    }

    /** Lets a request wait for a growth gate; half of the room is for those that need not. */
    boolean tryHold(Reservation reservation) {
        boolean requestFits = heldRequests.incrementAndGet() <= requestsMax / 2;
        boolean bytesFit = heldBytes.addAndGet(reservation.held) <= bytesMax / 2;
        if (requestFits && bytesFit) {
            return true;
        }
        endHold(reservation);
        return false;
    }

    void endHold(Reservation reservation) {
        heldRequests.decrementAndGet();
        heldBytes.addAndGet(-reservation.held);
    }

    Reservation reservation() {
        return new Reservation(this);
    }

    /** Requests not yet answered. */
    public int requests() {
        return requests.get();
    }

    /** Bytes that Kafka has not answered for. */
    public long bytes() {
        return bytes.get();
    }

    /** The bytes of one request; grown by its thread, then released once by whoever comes last. */
    static final class Reservation {

        private final Admission admission;
        private long held;
        private boolean handedOver;

        private Reservation(Admission admission) {
            this.admission = admission;
        }

        boolean tryGrow(long more) {
            if (admission.bytes.addAndGet(more) <= admission.bytesMax) {
                held += more;
                return true;
            }
            admission.bytes.addAndGet(-more);
            return false;
        }

        void shrink(long less) {
            admission.bytes.addAndGet(-less);
            held -= less;
        }

        /** From now on somebody else releases. */
        void handOver() {
            handedOver = true;
        }

        void releaseUnlessHandedOver() {
            if (!handedOver) {
                release();
            }
        }

        void release() {
            admission.bytes.addAndGet(-held);
        }
    }
}
