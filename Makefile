# SPDX-License-Identifier: Apache-2.0
# Short names for what Maven and the launcher do. JDK 25 is looked for by the launcher; JAVA_HOME wins.

export JAVA_HOME := $(shell ./headgate --find-jdk)
MAVEN := mvn --batch-mode

.PHONY: help demo run test kube-binaries images e2e bench bench-messaging scaling-bench soak ingest-soak operator-soak faults sabotage drain pictures format build clean

help: ## this list
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 17

demo: ## real events, killed processes, and a proof from the database; ends by itself
	@./headgate demo

run: ## a pipeline on this machine: Kafka, PostgreSQL and both services
	@./headgate run examples/01-minimal.yaml

test: ## everything but the container tests, with the servers it needs
	@.ci/browser
	@assets=$$(.ci/kube-binaries) && KUBEBUILDER_ASSETS=$$assets $(MAVEN) verify

kube-binaries: ## etcd and Kubernetes' API server for the operator's tests; built once, needs Go
	@.ci/kube-binaries

images: ## the container images, with the tag that the chart names; needs Docker
	@for image in ingest-service consumer-service operator headgate; do docker build --target $$image --tag headgate/$$image:0.1.0 . || exit; done

e2e: ## tests of containers and chart; need a Docker engine, a cluster (KUBECONFIG) and helm
	$(MAVEN) verify -Pe2e -pl e2e

bench: ## the benchmarks; writes the tables of docs/performance.md
	@command -v wrk >/dev/null || { echo "make bench needs wrk: apt-get install wrk, dnf install wrk or brew install wrk" >&2; exit 2; }
	$(MAVEN) -q package -DskipTests -Pbench

bench-messaging: ## our loop beside Helidon's messaging connector; writes the table of docs/decisions/0003
	$(MAVEN) -q process-test-classes -Pbench-messaging -pl consumer-service -am

scaling-bench: ## our autoscaler beside others on simulated load; writes docs/autoscaling.md
	$(MAVEN) -q process-classes -Pscaling-bench -pl autoscaler -am

soak: ingest-soak operator-soak faults ## the three long ones, an hour and three quarters

ingest-soak: ## ten minutes of full load and rubbish: memory must not grow; writes a table of docs/performance.md
	@command -v wrk >/dev/null || { echo "make ingest-soak needs wrk: apt-get install wrk, dnf install wrk or brew install wrk" >&2; exit 2; }
	$(MAVEN) -q process-test-classes -Pingest-soak -pl cli -am

operator-soak: ## hundreds of pipelines at one operator, then ten minutes of rest; writes docs/operator-soak.md
	@assets=$$(.ci/kube-binaries) && KUBEBUILDER_ASSETS=$$assets $(MAVEN) -q process-test-classes -Psoak -pl operator -am

faults: sabotage ## every fault at full length, an hour; writes the table of docs/faults.md
	$(MAVEN) -q process-test-classes -Pfaults -pl consumer-service -am

sabotage: ## takes each guard of the consumer out of a copy; the test of its fault must fail
	$(MAVEN) -q process-test-classes -Psabotage -pl consumer-service -am

drain: ## SIGTERM to the ingest service under load, 20 times; ten minutes
	$(MAVEN) -q verify -pl ingest-service -am -Dtest=NoTest -Dit.test=SigtermIT -Dheadgate.drain.rounds=20 -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false

pictures: ## takes the pictures of docs/images anew; needs Chromium
	@.ci/browser
	$(MAVEN) -q process-test-classes -Ppictures -pl loadtest -am
	"$$JAVA_HOME/bin/java" docs/images/TerminalPicture.java

format: ## formats the code as the build wants it
	$(MAVEN) -q spotless:apply

build: ## everything that ./headgate needs, without tests
	$(MAVEN) -q package -DskipTests

clean: ## removes what builds made
	$(MAVEN) -q clean
