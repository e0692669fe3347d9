// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.run;

import dev.headgate.cli.CommandFailure;
import dev.headgate.contract.pipeline.PipelineMetadata;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The folder in which {@code headgate run} keeps all that a pipeline has: Kafka's log, PostgreSQL's
 * files, its own log, and where the servers of the last run were.
 *
 * @param path the folder
 */
public record DataFolder(Path path) {

    private static final String ADDRESSES = "addresses.properties";
    private static final int TOKEN_BYTES = 32;

    /** The folder that the user names, or the one that belongs to the pipeline. */
    public static DataFolder of(@Nullable Path named, PipelineMetadata metadata) {
        Path path = named == null ? Path.of(".headgate", metadata.name()) : named;
        return new DataFolder(path.toAbsolutePath().normalize());
    }

    Path kafka() {
        return path.resolve("kafka");
    }

    Path postgres() {
        return path.resolve("postgres");
    }

    Path log() {
        return path.resolve("log");
    }

    /** File with the token for dead letters. */
    public Path token() {
        return path.resolve("dead-letters.token");
    }

    /** Makes the token, readable by its owner only, unless it is there. */
    Path ownToken() {
        Path file = token();
        if (!Files.exists(file)) {
            var bytes = new byte[TOKEN_BYTES];
            new SecureRandom().nextBytes(bytes);
            try {
                createForOwner(file);
                Files.writeString(file, HexFormat.of().formatHex(bytes) + "\n");
            } catch (IOException e) {
                throw CommandFailure.invalid("The file %s cannot be written.".formatted(file));
            }
        }
        return file;
    }

    private static void createForOwner(Path file) throws IOException {
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    /** Where the servers are or were; empty if none ran here yet. */
    public Optional<Addresses> addresses() {
        Path file = path.resolve(ADDRESSES);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        var properties = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            properties.load(in);
        } catch (IOException e) {
            throw CommandFailure.invalid("The file %s cannot be read.".formatted(file));
        }
        return Optional.of(Addresses.of(properties));
    }

    /**
     * Writes the addresses, readable by their owner only: the database's password is among them.
     */
    void write(Addresses addresses) {
        Path file = path.resolve(ADDRESSES);
        Path half = path.resolve(ADDRESSES + ".new");
        try {
            Files.deleteIfExists(half);
            createForOwner(half);
            try (Writer out = Files.newBufferedWriter(half)) {
                addresses.properties().store(out, null);
            }
            Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw CommandFailure.invalid("The file %s cannot be written.".formatted(file));
        }
    }
}
