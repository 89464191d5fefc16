package io.hongyan.standalone;

import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class RunAsTest {

    private static final RunAs.User POSTGRES = new RunAs.User("postgres", 101, 104);

    @Test
    void aNormalUsersCommandIsRunAsItIs() {
        assertThat(new RunAs(null).command(List.of("postgres", "-D", "data")))
                .containsExactly("postgres", "-D", "data");
    }

    @Test
    void rootsCommandIsHandedToAnotherUserWithoutPrivileges() {
        assertThat(new RunAs(POSTGRES).command(List.of("postgres")))
                .containsExactly(
                        "setpriv", "--reuid=101", "--regid=104", "--clear-groups", "--no-new-privs", "--", "postgres");
    }

    @Test
    void mayEnterAFolderThatIsOpenToItsClass() {
        assertThat(mayEnter(0, 0, "rwxr-x--x")).isTrue();
        assertThat(mayEnter(0, 104, "rwx--x---")).isTrue();
        assertThat(mayEnter(101, 0, "--x------")).isTrue();
    }

    @Test
    void mayNotEnterAFolderThatIsOpenToOtherClassesOnly() {
        assertThat(mayEnter(0, 0, "rwxrwxrw-")).isFalse();
        assertThat(mayEnter(0, 104, "rwxrw-rwx")).isFalse();
        assertThat(mayEnter(101, 104, "rw-rwxrwx")).isFalse();
    }

    private static boolean mayEnter(int owner, int group, String permissions) {
        return RunAs.mayEnter(POSTGRES, owner, group, PosixFilePermissions.fromString(permissions));
    }
}
