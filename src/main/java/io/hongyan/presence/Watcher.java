package io.hongyan.presence;

/// Hears how somebody is whom it watches. It mustn't block.
public interface Watcher {

    void present(Presence presence);
}
