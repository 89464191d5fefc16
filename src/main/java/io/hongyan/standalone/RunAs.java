package io.hongyan.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The user whom PostgreSQL runs as: it refuses to be root.
///
/// A server of a normal user runs it as that user; a server of root hands it, by `setpriv`, to one without privileges.
record RunAs(@Nullable User other) {

    /// In the order of preference; the last one is everywhere.
    private static final List<String> CANDIDATES = List.of("hongyan", "postgres", "nobody");

    record User(String name, int uid, int gid) {}

    /// Who is to own `data`: its owner already, or else the best candidate.
    static RunAs ownerOf(Path data) throws IOException, InterruptedException {
        if (uid(Path.of("/proc/self")) != 0) {
            return new RunAs(null);
        }
        if (Program.find("setpriv").isEmpty()) {
            throw new StandaloneFailure("PostgreSQL refuses to run as root, and setpriv, which gives it another user,"
                    + " is missing: install util-linux, or start as a normal user.");
        }
        if (Files.exists(data) && uid(data) != 0) {
            return new RunAs(new User(Files.getOwner(data).getName(), uid(data), gid(data)));
        }
        for (String name : CANDIDATES) {
            Optional<User> user = find(name);
            if (user.isPresent()) {
                return new RunAs(user.get());
            }
        }
        throw new StandaloneFailure("PostgreSQL refuses to run as root: add a user named hongyan for it.");
    }

    private static Optional<User> find(String name) throws IOException, InterruptedException {
        Program uid = Program.run(List.of("id", "-u", name));
        Program gid = Program.run(List.of("id", "-g", name));
        return uid.succeeded() && gid.succeeded()
                ? Optional.of(new User(name, Integer.parseInt(uid.output()), Integer.parseInt(gid.output())))
                : Optional.empty();
    }

    /// `command`, run by this user.
    List<String> command(List<String> command) {
        if (other == null) {
            return command;
        }
        List<String> whole = new ArrayList<>(List.of(
                "setpriv",
                "--reuid=" + other.uid(),
                "--regid=" + other.gid(),
                "--clear-groups",
                "--no-new-privs",
                "--"));
        whole.addAll(command);
        return whole;
    }

    /// Hands `file` over to this user.
    void own(Path file) throws IOException {
        if (other != null) {
            Files.setAttribute(file, "unix:uid", other.uid());
            Files.setAttribute(file, "unix:gid", other.gid());
        }
    }

    /// The outermost folder above `file` that this user may not enter.
    Optional<Path> closedFolder(Path file) throws IOException {
        if (other == null) {
            return Optional.empty();
        }
        for (Path folder : Stream.iterate(file.getParent(), path -> path != null, Path::getParent)
                .toList()
                .reversed()) {
            if (!mayEnter(other, uid(folder), gid(folder), Files.getPosixFilePermissions(folder))) {
                return Optional.of(folder);
            }
        }
        return Optional.empty();
    }

    /// Whether the kernel lets `user` through a folder of that owner and group: the first class that fits decides.
    static boolean mayEnter(User user, int owner, int group, Set<PosixFilePermission> permissions) {
        if (owner == user.uid()) {
            return permissions.contains(PosixFilePermission.OWNER_EXECUTE);
        }
        return permissions.contains(
                group == user.gid() ? PosixFilePermission.GROUP_EXECUTE : PosixFilePermission.OTHERS_EXECUTE);
    }

    private static int uid(Path file) throws IOException {
        return (Integer) Files.getAttribute(file, "unix:uid");
    }

    private static int gid(Path file) throws IOException {
        return (Integer) Files.getAttribute(file, "unix:gid");
    }
}
