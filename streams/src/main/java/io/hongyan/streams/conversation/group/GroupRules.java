package io.hongyan.streams.conversation.group;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNullElse;

/// How a group is run. `silenced` is whether only its owner and admins may say something; `maxMembers` is how large it
/// may be, null for no limit of its own; `notice` is what all are to know, null for nothing.
public record GroupRules(
        @Nullable String notice,
        Adding adding,
        boolean silenced,
        @Nullable Integer maxMembers,
        Joining joining) {

    /// Those that a group starts with.
    public static final GroupRules FIRST = new GroupRules(null, Adding.ALL, false, null, Joining.CLOSED);

    /// Some of the rules: what isn't null. An empty notice is none, and a limit of 0 is none.
    public record Change(
            @Nullable String notice,
            @Nullable Adding adding,
            @Nullable Boolean silenced,
            @Nullable Integer maxMembers,
            @Nullable Joining joining) {

        /// What changes nothing.
        public static final Change NONE = new Change(null, null, null, null, null);

        /// Whether it asks for nothing.
        public boolean isEmpty() {
            return equals(NONE);
        }
    }

    /// These rules after a change.
    public GroupRules with(Change change) {
        return new GroupRules(
                change.notice == null ? notice : change.notice.isEmpty() ? null : change.notice,
                requireNonNullElse(change.adding, adding),
                requireNonNullElse(change.silenced, silenced),
                change.maxMembers == null ? maxMembers : change.maxMembers == 0 ? null : change.maxMembers,
                requireNonNullElse(change.joining, joining));
    }

    /// What `change` changes of these rules.
    public Change differing(Change change) {
        GroupRules after = with(change);
        return new Change(
                Objects.equals(after.notice, notice) ? null : change.notice,
                after.adding == adding ? null : change.adding,
                after.silenced == silenced ? null : change.silenced,
                Objects.equals(after.maxMembers, maxMembers) ? null : change.maxMembers,
                after.joining == joining ? null : change.joining);
    }
}
