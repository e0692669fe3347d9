// SPDX-License-Identifier: Apache-2.0
package dev.headgate.embedded;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Says in words what Java says with the class of an exception. */
final class FileTrouble {

    private FileTrouble() {}

    static String of(IOException trouble) {
        String what =
                switch (trouble) {
                    case AccessDeniedException _ -> "permission denied";
                    case FileAlreadyExistsException _ -> "there is a file of that name";
                    case NoSuchFileException _ -> "no such file or folder";
                    case FileSystemException e when e.getReason() != null -> e.getReason();
                    default -> String.valueOf(trouble.getMessage());
                };
        return trouble instanceof FileSystemException e && e.getFile() != null
                ? e.getFile() + ": " + what
                : what;
    }
}
