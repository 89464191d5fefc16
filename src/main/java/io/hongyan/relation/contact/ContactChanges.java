package io.hongyan.relation.contact;

import io.hongyan.streams.id.UserId;
import java.util.List;

/// What has changed of a person's contacts.
///
/// @param items contacts that are new or have changed, in the order of their versions
/// @param removed who isn't a contact any more
/// @param version from which to ask next
/// @param more whether there is more behind `version`
public record ContactChanges(List<Contact> items, List<UserId> removed, long version, boolean more) {

    public ContactChanges {
        items = List.copyOf(items);
        removed = List.copyOf(removed);
    }
}
