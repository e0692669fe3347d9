// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.http;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Keeps what it sees. */
final class Seconds implements LoadEngine.Observer {

    final List<SecondTaken> taken = new ArrayList<>();

    @Override
    public void started(Instant at) {}

    @Override
    public void second(SecondTaken second) {
        taken.add(second);
    }
}
