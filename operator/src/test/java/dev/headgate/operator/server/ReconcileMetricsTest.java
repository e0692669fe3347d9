// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.MetricsConfig;
import io.javaoperatorsdk.operator.api.monitoring.Metrics.ControllerExecution;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ReconcileMetricsTest {

    private final AtomicLong now = new AtomicLong();
    private final ReconcileMetrics metrics =
            new ReconcileMetrics(MeterRegistry.create(MetricsConfig.create()), now::get);

    @Test
    void goesOnWhileReconcilesEnd() throws Exception {
        for (int i = 0; i < 5; i++) {
            pass(ReconcileMetrics.SILENT_MAX.minusSeconds(1));
            assertThat(metrics.timeControllerExecution(execution(() -> "done"))).isEqualTo("done");
            assertThat(metrics.standstill(true)).isEmpty();
        }
    }

    @Test
    void aFailureIsAnEndToo() {
        pass(ReconcileMetrics.SILENT_MAX);
        assertThatThrownBy(() ->
                        metrics.timeControllerExecution(
                                execution(() -> {
                                    throw new IOException("broken");
                                })))
                .hasMessage("broken");
        assertThat(metrics.standstill(true)).isEmpty();
    }

    @Test
    void silenceIsAStandstillWherePipelinesAre() {
        pass(ReconcileMetrics.SILENT_MAX.plusSeconds(1));
        assertThat(metrics.standstill(true)).contains("no pipeline was looked at for 20 minutes");
        assertThat(metrics.standstill(false)).isEmpty();
    }

    @Test
    void aReconcileThatDoesNotEndIsAStandstill() throws Exception {
        metrics.timeControllerExecution(
                execution(() -> {
                    pass(ReconcileMetrics.LONGEST);
                    assertThat(metrics.standstill(false)).isEmpty();
                    pass(Duration.ofSeconds(1));
                    assertThat(metrics.standstill(false))
                            .contains("a reconcile runs for more than 10 minutes");
                    return "done";
                }));
        assertThat(metrics.standstill(false)).isEmpty();
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    private static ControllerExecution<String> execution(Callable<String> work) {
        return new ControllerExecution<>() {
            @Override
            public String name() {
                return "reconcile";
            }

            @Override
            public String controllerName() {
                return "headgate";
            }

            @Override
            public String successTypeName(String result) {
                return result;
            }

            @Override
            public ResourceID resourceID() {
                return new ResourceID("orders", "sales");
            }

            @Override
            public Map<String, Object> metadata() {
                return Map.of();
            }

            @Override
            public String execute() throws Exception {
                return work.call();
            }
        };
    }
}
