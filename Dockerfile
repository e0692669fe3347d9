# SPDX-License-Identifier: Apache-2.0
# One target per image: ingest-service, consumer-service, operator, headgate (the command line).
#   docker build --target ingest-service -t headgate/ingest-service .

FROM maven:3-eclipse-temurin-25 AS build
WORKDIR /headgate
COPY . .
RUN mvn --quiet --batch-mode -DskipTests package
# Libraries change seldom and classes often: a layer for each, so that a new version moves only the second.
RUN for module in ingest-service consumer-service operator cli; do \
      mkdir -p /image/$module/lib /image/$module/app \
      && cp $module/target/lib/*.jar /image/$module/lib/ \
      && mv /image/$module/lib/headgate-*.jar /image/$module/app/ \
      && cp $module/target/headgate-$module-*.jar /image/$module/app/ || exit 1; \
    done

FROM eclipse-temurin:25-jre AS runtime
WORKDIR /headgate
# Helidon looks for it in the working directory.
COPY containers/logging.properties .
USER 10001:10001
LABEL org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.vendor="Headgate"

FROM runtime AS ingest-service
LABEL org.opencontainers.image.title="Headgate ingest service" \
      org.opencontainers.image.description="HTTP to Kafka: answers 202 once Kafka has confirmed"
COPY --from=build /image/ingest-service/lib lib
COPY --from=build /image/ingest-service/app app
EXPOSE 8080 9080
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=70", "-XX:+ExitOnOutOfMemoryError", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-cp", "/headgate/app/*:/headgate/lib/*", "dev.headgate.ingest.Main"]

FROM runtime AS consumer-service
LABEL org.opencontainers.image.title="Headgate consumer service" \
      org.opencontainers.image.description="Kafka to PostgreSQL: rows and position in one transaction"
COPY --from=build /image/consumer-service/lib lib
COPY --from=build /image/consumer-service/app app
# What a start loads, loaded and linked already; and the options and class path that this holds for.
COPY containers/aot-cache /tmp/
USER root
RUN sh /tmp/aot-cache /headgate && rm /tmp/aot-cache
USER 10001:10001
EXPOSE 9081
ENTRYPOINT ["java", "@/headgate/java.args", "-XX:AOTCache=/headgate/consumer.aot", "dev.headgate.consumer.Main"]

FROM runtime AS operator
LABEL org.opencontainers.image.title="Headgate operator" \
      org.opencontainers.image.description="Runs the IngestionPipelines of a Kubernetes cluster"
COPY --from=build /image/operator/lib lib
COPY --from=build /image/operator/app app
EXPOSE 9082
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=70", "-XX:+ExitOnOutOfMemoryError", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-cp", "/headgate/app/*:/headgate/lib/*", "dev.headgate.operator.Main"]

FROM runtime AS headgate
LABEL org.opencontainers.image.title="Headgate" \
      org.opencontainers.image.description="The headgate command: apply, explain, replay"
COPY --from=build /image/cli/lib lib
COPY --from=build /image/cli/app app
ENTRYPOINT ["java", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-Dorg.jooq.no-logo=true", "-Dorg.jooq.no-tips=true", "-cp", "/headgate/app/*:/headgate/lib/*", "dev.headgate.cli.Headgate"]
