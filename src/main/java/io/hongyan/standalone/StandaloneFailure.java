package io.hongyan.standalone;

import io.hongyan.infra.StartFailure;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What keeps the standalone mode from starting, as one sentence for the operator.
public final class StandaloneFailure extends StartFailure {

    private static final long serialVersionUID = 1;

    StandaloneFailure(String sentence) {
        super(sentence);
    }

    StandaloneFailure(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    /// Says what a failed access to a file under `folder` means.
    static StandaloneFailure of(IOException failure, Path folder) {
        String reason = reason(failure);
        if (reason.contains("No space left") || reason.contains("quota exceeded")) {
            return new StandaloneFailure("The disk of " + folder + " is full.", failure);
        }
        String file = failure instanceof FileSystemException known && known.getFile() != null ? known.getFile() : null;
        if (failure instanceof AccessDeniedException) {
            return new StandaloneFailure(
                    "%s may not be used by user %s: choose another folder with --data, or change its owner."
                            .formatted(orElse(file, folder), System.getProperty("user.name")),
                    failure);
        }
        if (failure instanceof NoSuchFileException) {
            return new StandaloneFailure(file + " is missing.", failure);
        }
        return new StandaloneFailure("%s can't be used: %s.".formatted(orElse(file, folder), reason), failure);
    }

    private static Object orElse(@Nullable String file, Path folder) {
        return file == null ? folder : file;
    }

    private static String reason(IOException failure) {
        if (failure instanceof FileSystemException known && known.getReason() != null) {
            return known.getReason();
        }
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName().toLowerCase(Locale.ROOT) : message;
    }
}
