// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.workload;

import dev.headgate.operator.workload.LiveChildren.MonitoringKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What pipelines have for Prometheus' operator; only where the cluster has its kinds.
 *
 * @param podMonitors whether Prometheus is to scrape the pods
 * @param prometheusRules whether it is to tell when a service needs people
 * @param labels by which Prometheus finds what is meant for it, if it does not take all
 */
public record Monitoring(boolean podMonitors, boolean prometheusRules, Map<String, String> labels) {

    static final MonitoringKind POD_MONITOR =
            new MonitoringKind(RolePodMonitor.API_VERSION, RolePodMonitor.KIND);

    static final MonitoringKind PROMETHEUS_RULE =
            new MonitoringKind(RoleAlerts.API_VERSION, RoleAlerts.KIND);

    public Monitoring {
        labels = Map.copyOf(labels);
    }

    /** The kinds that are made. */
    public List<MonitoringKind> kinds() {
        var kinds = new ArrayList<MonitoringKind>();
        if (podMonitors) {
            kinds.add(POD_MONITOR);
        }
        if (prometheusRules) {
            kinds.add(PROMETHEUS_RULE);
        }
        return List.copyOf(kinds);
    }

    /** The same with no more than a cluster has. */
    public Monitoring within(Predicate<MonitoringKind> known) {
        return new Monitoring(
                podMonitors && known.test(POD_MONITOR),
                prometheusRules && known.test(PROMETHEUS_RULE),
                labels);
    }
}
