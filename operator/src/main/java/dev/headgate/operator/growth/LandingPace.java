// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.growth;

import dev.headgate.contract.pipeline.PipelineMetadata;
import dev.headgate.operator.topic.TopicBacklog;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/**
 * How fast the backlogs of topics that wait to grow land, from one look to the next. Closing a gate
 * for a backlog that cannot land in time would keep events out and bring nothing. For any number of
 * threads.
 */
final class LandingPace {

    /** A gate is not closed for longer by intention. */
    private static final Duration SOON = Duration.ofSeconds(20);

    /** Looks that lie closer together say too little. */
    private static final Duration APART = Duration.ofMillis(800);

    /** Who has not been looked at for so long does not wait any more. */
    private static final Duration KEPT = Duration.ofMinutes(5);

    private static final double UNKNOWN = -1;

    private record Topic(PipelineMetadata pipeline, String name) {}

    private record Sample(Instant at, long landed, double perSecond) {}

    private final InstantSource clock;
    private final Map<Topic, Sample> samples = new HashMap<>();

    LandingPace(InstantSource clock) {
        this.clock = clock;
    }

    /** When all that has not landed now is likely to have done so. */
    enum Forecast {
        /** Within seconds. */
        Soon,
        /** Later, or not at all. */
        Late,
        /** It takes another look to tell. */
        NotKnown
    }

    synchronized Forecast forecast(PipelineMetadata pipeline, String name, TopicBacklog backlog) {
        Long lag = backlog.lagRecords();
        if (lag == null) {
            return Forecast.NotKnown;
        }
        Instant now = clock.instant();
        samples.values().removeIf(sample -> sample.at().isBefore(now.minus(KEPT)));
        var topic = new Topic(pipeline, name);
        Sample last = samples.get(topic);
        if (last == null) {
            samples.put(topic, new Sample(now, backlog.landedRecords(), UNKNOWN));
        } else if (!now.isBefore(last.at().plus(APART))) {
            double seconds = Duration.between(last.at(), now).toNanos() / 1e9;
            double perSecond = Math.max(0, backlog.landedRecords() - last.landed()) / seconds;
            samples.put(topic, new Sample(now, backlog.landedRecords(), perSecond));
        }
        Sample sample = samples.get(topic);
        if (lag == 0) {
            return Forecast.Soon;
        }
        if (sample == null || sample.perSecond() == UNKNOWN) {
            return Forecast.NotKnown;
        }
        return lag <= sample.perSecond() * SOON.toSeconds() ? Forecast.Soon : Forecast.Late;
    }
}
