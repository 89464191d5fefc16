package io.hongyan.importing;

import io.hongyan.account.Enrollment;
import io.hongyan.relation.contact.ContactBook;
import io.hongyan.relation.contact.ContactPatch;
import io.hongyan.streams.id.UserId;
import jakarta.validation.Validator;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/// Contacts, one-way: two who have each other are friends.
final class ContactTarget implements Target {

    private final Enrollment users;
    private final ContactBook contacts;
    private final BiConsumer<UserId, UserId> changed;
    private final Validator validator;

    /// `changed` hears of two people after one has become the other's contact.
    ContactTarget(Enrollment users, ContactBook contacts, BiConsumer<UserId, UserId> changed, Validator validator) {
        this.users = users;
        this.contacts = contacts;
        this.changed = changed;
        this.validator = validator;
    }

    @Override
    public void check(Row row) {
        if (row.require("user").equals(row.require("contact"))) {
            throw new Rejected("user and contact are the same");
        }
        Complaints.requireNone(validator, kept(row));
    }

    @Override
    public Outcome store(List<Row> rows, Rejections rejections) {
        Set<String> names = new LinkedHashSet<>();
        rows.forEach(row -> {
            names.add(row.require("user"));
            names.add(row.require("contact"));
        });
        Map<String, UserId> found = users.find(names);
        List<ContactBook.Listing> listings = new ArrayList<>();
        for (Row row : rows) {
            UserId user = found.get(row.require("user"));
            UserId contact = found.get(row.require("contact"));
            if (user == null || contact == null) {
                String unknown = row.require(user == null ? "user" : "contact");
                rejections.reject(row, "there is no user " + unknown);
            } else if (user.equals(contact)) {
                rejections.reject(row, "user and contact are the same");
            } else {
                listings.add(new ContactBook.Listing(user, contact, kept(row)));
            }
        }
        int made = contacts.add(listings);
        listings.forEach(listing -> changed.accept(listing.user(), listing.contact()));
        return new Outcome(made, listings.size() - made);
    }

    private static ContactPatch kept(Row row) {
        return new ContactPatch(row.find("remark"), row.list("labels"), "true".equals(row.find("starred")));
    }
}
