// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.growth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.contract.pipeline.PipelineMetadata;
import dev.headgate.operator.growth.LandingPace.Forecast;
import dev.headgate.operator.topic.TopicBacklog;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LandingPaceTest {

    private static final PipelineMetadata PIPELINE = new PipelineMetadata("orders", "shop");

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final LandingPace pace = new LandingPace(() -> now);

    @Test
    void whereNothingIsLeftThereIsNothingToWaitFor() {
        assertThat(forecast(0L, 0)).isEqualTo(Forecast.Soon);
    }

    @Test
    void oneLookTellsNoPace() {
        assertThat(forecast(5L, 100)).isEqualTo(Forecast.NotKnown);
        assertThat(forecast(null, 100)).isEqualTo(Forecast.NotKnown);
    }

    @Test
    void aBacklogEndsSoonIfItLandsInTwentySecondsAtThePaceOfTheLastLooks() {
        forecast(2_000L, 10_000);
        now = now.plusSeconds(2);

        assertThat(forecast(2_001L, 10_200)).isEqualTo(Forecast.Late);
        assertThat(forecast(2_000L, 10_200)).isEqualTo(Forecast.Soon);
    }

    @Test
    void consumersThatStandStillAreLate() {
        forecast(5L, 10_000);
        now = now.plusSeconds(2);

        assertThat(forecast(5L, 10_000)).isEqualTo(Forecast.Late);
    }

    @Test
    void anotherTopicsPaceCountsForNothing() {
        forecast(10L, 0);
        now = now.plusSeconds(2);
        forecast(10L, 1_000);

        assertThat(pace.forecast(PIPELINE, "other", new TopicBacklog(2, 6, 10L, 1_000)))
                .isEqualTo(Forecast.NotKnown);
    }

    private Forecast forecast(@Nullable Long lag, long landed) {
        return pace.forecast(PIPELINE, "orders", new TopicBacklog(2, 6, lag, landed));
    }
}
