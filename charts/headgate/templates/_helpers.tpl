{{/* Name of the release's objects; at most 40 characters, so that every suffix fits. */}}
{{- define "headgate.name" -}}
{{- if contains "headgate" .Release.Name }}{{ .Release.Name | trunc 40 | trimSuffix "-" }}{{ else }}{{ printf "%s-headgate" (.Release.Name | trunc 31 | trimSuffix "-") }}{{ end }}
{{- end }}

{{/* What tells a component's pods from all others; it can never change. Takes (list . component). */}}
{{- define "headgate.selector" -}}
app.kubernetes.io/name: headgate
app.kubernetes.io/instance: {{ (index . 0).Release.Name }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end }}

{{/* Labels of pods. No version: a new chart must not restart what it leaves as it is. Takes (list . component). */}}
{{- define "headgate.podLabels" -}}
{{ include "headgate.selector" . }}
app.kubernetes.io/part-of: headgate
{{- end }}

{{/* Takes (list . component). */}}
{{- define "headgate.labels" -}}
{{ include "headgate.podLabels" . }}
app.kubernetes.io/version: {{ (index . 0).Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ (index . 0).Release.Service }}
helm.sh/chart: {{ printf "%s-%s" (index . 0).Chart.Name (index . 0).Chart.Version }}
{{- end }}

{{/* Takes (list . repository). */}}
{{- define "headgate.image" -}}
{{- $images := (index . 0).Values.images -}}
{{ with $images.registry }}{{ trimSuffix "/" . }}/{{ end }}{{ index . 1 }}:{{ $images.tag | default (index . 0).Chart.AppVersion }}
{{- end }}

{{/* Kafka of pipelines that name none. */}}
{{- define "headgate.bootstrapServers" -}}
{{- if .Values.quickstart.enabled }}
{{- if .Values.defaults.kafka.bootstrapServers }}{{ fail "quickstart.enabled brings a Kafka of its own: leave defaults.kafka.bootstrapServers empty, or set quickstart.enabled=false" }}{{ end -}}
{{ include "headgate.name" . }}-kafka.{{ .Release.Namespace }}.svc:9092
{{- else }}{{ .Values.defaults.kafka.bootstrapServers }}{{ end }}
{{- end }}

{{/* Pod security of the restricted profile. Takes the number of user and group. */}}
{{- define "headgate.podSecurity" -}}
runAsNonRoot: true
runAsUser: {{ . }}
runAsGroup: {{ . }}
fsGroup: {{ . }}
seccompProfile: {type: RuntimeDefault}
{{- end }}

{{- define "headgate.containerSecurity" -}}
allowPrivilegeEscalation: false
capabilities: {drop: [ALL]}
{{- end }}

{{/* Rights where pipelines are: exactly what the operator does. */}}
{{- define "headgate.pipelineRules" -}}
- apiGroups: [headgate.dev]
  resources: [ingestionpipelines]
  verbs: [get, list, watch, patch]
- apiGroups: [headgate.dev]
  resources: [ingestionpipelines/status]
  verbs: [patch]
# To be named as an owner that waits for its children, where the cluster asks for that right.
- apiGroups: [headgate.dev]
  resources: [ingestionpipelines/finalizers]
  verbs: [update]
- apiGroups: [apps]
  resources: [deployments]
  verbs: [get, list, watch, create, patch, delete]
# The number of replicas has a writer of its own.
- apiGroups: [apps]
  resources: [deployments/scale]
  verbs: [patch]
- apiGroups: [batch]
  resources: [jobs]
  verbs: [get, list, watch, create, patch, delete]
- apiGroups: [""]
  resources: [configmaps, services, serviceaccounts]
  verbs: [get, list, watch, create, patch, delete]
# By the names in pipelines; never a list of them.
- apiGroups: [""]
  resources: [secrets]
  verbs: [get]
# Which ingest pods there are, before a topic grows; why pods do not become ready; where consumers tell of themselves, and which of them are to go.
- apiGroups: [""]
  resources: [pods]
  verbs: [list, watch, patch]
- apiGroups: [""]
  resources: [events]
  verbs: [create, patch]
- apiGroups: [policy]
  resources: [poddisruptionbudgets]
  verbs: [get, list, watch, create, patch, delete]
- apiGroups: [networking.k8s.io]
  resources: [networkpolicies]
  verbs: [get, list, watch, create, patch, delete]
- apiGroups: [autoscaling]
  resources: [horizontalpodautoscalers]
  verbs: [get, list, watch, create, patch, delete]
{{- if .Values.monitoring.podMonitors }}
- apiGroups: [monitoring.coreos.com]
  resources: [podmonitors]
  verbs: [get, list, watch, create, patch, delete]
{{- end }}
{{- if .Values.monitoring.prometheusRules }}
- apiGroups: [monitoring.coreos.com]
  resources: [prometheusrules]
  verbs: [get, list, watch, create, patch, delete]
{{- end }}
{{- if .Values.strimzi.enabled }}
# Whose topics to keep away from, and in which Kafka they are.
- apiGroups: [kafka.strimzi.io]
  resources: [kafkas, kafkatopics]
  verbs: [list]
{{- end }}
{{- end }}

{{/* The volume claim of a quickstart server, which goes with the release; nothing if no size is set. */}}
{{- define "headgate.quickstartClaim" -}}
{{- if .size -}}
persistentVolumeClaimRetentionPolicy: {whenDeleted: Delete, whenScaled: Retain}
volumeClaimTemplates:
  - metadata:
      name: data
    spec:
      accessModes: [ReadWriteOnce]
      {{- with .className }}
      storageClassName: {{ . }}
      {{- end }}
      resources: {requests: {storage: {{ .size }}}}
{{- end }}
{{- end }}
