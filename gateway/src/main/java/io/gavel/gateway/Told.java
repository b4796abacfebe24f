package io.gavel.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.function.IntSupplier;

/** What files, disks and ports refuse, in words for who started the program. */
final class Told {
    private Told() {}

    /** A problem and its causes, each once. */
    static String of(Throwable problem) {
        StringBuilder text = new StringBuilder();
        for (Throwable each = problem; each != null; each = each.getCause()) {
            String message = message(each);
            if (text.indexOf(message) < 0) {
                text.append(text.isEmpty() ? "" : ": ").append(message);
            }
        }
        return text.toString();
    }

    /** Opens a port; fails with what it is called if the system does not give it. */
    static int port(String name, int port, IntSupplier open) {
        try {
            return open.getAsInt();
        } catch (RuntimeException e) {
            for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
                if (cause instanceof IOException refused) {
                    throw new UncheckedIOException(name + " " + port + " cannot be listened on", refused);
                }
            }
            throw e;
        }
    }

    /** The JDK's messages of these are the file's name and nothing else. */
    private static String message(Throwable problem) {
        String message = problem.getMessage();
        if (message == null) {
            return problem.getClass().getSimpleName();
        }
        if (problem instanceof NoSuchFileException) {
            return message + ": there is no such file or directory";
        }
        return problem instanceof AccessDeniedException ? message + ": permission denied" : message;
    }
}
