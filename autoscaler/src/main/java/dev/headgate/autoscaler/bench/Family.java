// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.bench;

/** Contestants that follow one rule, each with other numbers in it. */
public enum Family {
    /** Headgate's own. */
    SloFit("SLO-fit"),
    /** KEDA's Kafka scaler with an HPA. */
    Keda("KEDA"),
    /** The autoscaler of Flink's Kubernetes operator. */
    Flink("Flink"),
    /** Numaflow's rule for a source. */
    Numaflow("Numaflow"),
    /** Brandwatch's pod autoscaler. */
    Brandwatch("Brandwatch"),
    /** No autoscaler. */
    Static("static");

    private final String title;

    Family(String title) {
        this.title = title;
    }

    /** Its name for people; the names of its contestants begin with it. */
    public String title() {
        return title;
    }
}
