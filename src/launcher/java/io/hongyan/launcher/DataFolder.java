package io.hongyan.launcher;

import java.io.File;

/** The folder that {@code standalone} was told to use, as far as the JVM's own start is concerned. */
final class DataFolder {

    private static final String OPTION = "--data";

    private DataFolder() {}

    /**
     * Makes its folder for temporary files where it can, and answers it: native libraries are unpacked there, and the
     * machine's own may not allow programs.
     */
    static File temporary(String[] arguments) {
        File data = of(arguments);
        if (data.mkdirs()) {
            // PostgreSQL's own user passes through when the server runs as root, whatever the umask.
            data.setReadable(true, false);
            data.setExecutable(true, false);
        }
        File temporary = new File(data, "tmp");
        temporary.mkdir();
        return temporary;
    }

    static File of(String[] arguments) {
        String folder = "data";
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].startsWith(OPTION + "=")) {
                folder = arguments[i].substring(OPTION.length() + 1);
            } else if (arguments[i].equals(OPTION) && i + 1 < arguments.length) {
                folder = arguments[i + 1];
            }
        }
        return new File(folder).getAbsoluteFile();
    }
}
