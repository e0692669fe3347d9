// SPDX-License-Identifier: Apache-2.0
package dev.headgate.e2e;

import static dev.headgate.e2e.Commands.BUILD;
import static dev.headgate.e2e.Commands.SHORT;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/** The project's {@code docker-compose.yml}, run under a name and a port of its own. */
final class DockerCompose implements AutoCloseable {

    private final String name = "headgate-e2e-" + ProcessHandle.current().pid();
    private final int port = Commands.freePort();
    private final Commands commands;

    DockerCompose() {
        var environment = new HashMap<>(Commands.dockerBuilder());
        environment.put("HEADGATE_PORT", Integer.toString(port));
        commands = new Commands(environment);
        if (commands.run(SHORT, "docker", "version").exitCode() != 0
                || commands.run(SHORT, "docker", "compose", "version").exitCode() != 0) {
            throw new IllegalStateException(
                    "these tests need a running Docker engine and Docker Compose 2: start Docker"
                            + " Desktop or dockerd, then try `docker compose version`");
        }
    }

    int port() {
        return port;
    }

    void build() {
        compose(BUILD, "build");
    }

    /** Starts whatever does not run and returns when all of it is healthy. */
    void up() {
        compose(SHORT, "up", "--detach", "--wait", "--wait-timeout", "120");
    }

    /** Ends every container of a service at once, by SIGKILL. */
    void kill(String service) {
        compose(SHORT, "kill", "--signal", "SIGKILL", service);
    }

    /** Rows of a query on the pipeline's database, columns separated by tabs. */
    List<String> query(String sql) {
        return compose(
                        SHORT,
                        "exec",
                        "--no-TTY",
                        "postgres",
                        "psql",
                        "--no-psqlrc",
                        "--tuples-only",
                        "--no-align",
                        "--field-separator=\t",
                        "--username=headgate",
                        "--dbname=headgate",
                        "--command=" + sql)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
    }

    /** What the command says that runs beside the services. */
    String headgate(String... arguments) {
        var command = new ArrayList<>(List.of("run", "--rm", "--no-TTY", "headgate"));
        command.addAll(List.of(arguments));
        return compose(SHORT, command.toArray(String[]::new));
    }

    String logs() {
        return compose(SHORT, "logs", "--no-color", "--tail", "40");
    }

    /** Removes the containers and their data. */
    @Override
    public void close() {
        compose(SHORT, "down", "--volumes", "--timeout", "30");
    }

    private String compose(Duration limit, String... arguments) {
        var command = new ArrayList<>(List.of("docker", "compose", "--project-name", name));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = commands.builder(command.toArray(String[]::new));
        // What a program says beside its answer is no part of the answer.
        builder.redirectErrorStream(!command.contains("exec"));
        return Commands.succeed(limit, builder);
    }
}
