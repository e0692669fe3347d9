// SPDX-License-Identifier: Apache-2.0
package dev.headgate.embedded;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/** The superuser's password, made once per folder and readable by its owner only. */
final class PostgresCredentials {

    static final String USERNAME = "headgate";

    private static final int PASSWORD_BYTES = 24;
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path folder;
    private final String password;

    private PostgresCredentials(Path folder, String password) {
        this.folder = folder;
        this.password = password;
    }

    static PostgresCredentials in(Path folder) throws IOException {
        Path file = folder.resolve("password");
        if (!Files.exists(file)) {
            byte[] bytes = new byte[PASSWORD_BYTES];
            new SecureRandom().nextBytes(bytes);
            write(file, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        }
        return new PostgresCredentials(folder, Files.readString(file, US_ASCII).strip());
    }

    String password() {
        return password;
    }

    /** A file for libpq's PGPASSFILE, so that psql asks for nothing. */
    Path passFile() {
        return folder.resolve("pgpass");
    }

    void writePassFile(int port) throws IOException {
        write(passFile(), "127.0.0.1:" + port + ":*:" + USERNAME + ":" + password);
    }

    static void write(Path file, String content) throws IOException {
        Path half = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(half);
        Files.createFile(half, OWNER_ONLY);
        Files.writeString(half, content + "\n", US_ASCII);
        Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
