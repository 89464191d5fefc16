package io.hongyan.health;

/// Something the server depends on, and how to ask whether it is there.
///
/// @param name as operators know it
/// @param need what its loss takes away
/// @param check throws where it isn't there; may take long, and is then given up
public record Dependency(String name, Need need, Check check) {

    /// What the loss of a dependency takes away.
    public enum Need {
        /// Without it no message can be taken.
        TO_SEND,
        /// Without it something else is missing; people who talk go on talking.
        FOR_MORE
    }

    /// Asks a dependency.
    public interface Check {

        void run() throws Exception;
    }
}
