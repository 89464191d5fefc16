package io.hongyan.account;

import io.hongyan.error.HongyanException;
import io.hongyan.infra.Page;
import io.hongyan.infra.UnfitText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds accounts by the beginning of their name or display name, a page at a time.
///
/// First all matches by name, in the order of names, then those by display name alone, in theirs: so each part is a
/// range of one index.
final class AccountSearch {

    /// Behind every text that starts with what stands before it.
    private static final String END = Character.toString(Character.MAX_CODE_POINT);

    private final AccountRepository accounts;

    AccountSearch(AccountRepository accounts) {
        this.accounts = accounts;
    }

    Page<User> page(String query, int limit, @Nullable String cursor) {
        String from = AccountName.key(query);
        String to = from + END;
        Place place = cursor == null ? new Place(Part.NAMES, "", 0) : Place.parse(cursor);
        List<User> users = new ArrayList<>();
        List<AccountRepository.Match> matches = List.of();
        if (place.part() == Part.NAMES) {
            matches = accounts.matchNames(from, to, place.key(), limit);
            matches.forEach(match -> users.add(match.user()));
            place = matches.size() == limit
                    ? new Place(Part.NAMES, matches.getLast().key(), 0)
                    : new Place(Part.DISPLAY_NAMES, "", 0);
        }
        if (place.part() == Part.DISPLAY_NAMES && !from.isEmpty()) {
            int left = limit - users.size();
            matches = accounts.matchDisplayNames(from, to, place.key(), place.id(), left);
            matches.forEach(match -> users.add(match.user()));
            if (matches.size() == left) {
                AccountRepository.Match last = matches.getLast();
                place = new Place(Part.DISPLAY_NAMES, last.key(), last.id().value());
            }
        }
        return new Page<>(users, users.size() == limit ? place.cursor() : null);
    }

    private enum Part {
        NAMES,
        DISPLAY_NAMES
    }

    /// Where a page ended.
    private record Place(Part part, String key, long id) {

        String cursor() {
            String text = part.ordinal() + " " + id + " " + key;
            return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        }

        static Place parse(String cursor) {
            try {
                String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
                if (UnfitText.in(text)) {
                    throw notOurs();
                }
                String[] parts = text.split(" ", 3);
                return new Place(Part.values()[Integer.parseInt(parts[0])], parts[2], Long.parseLong(parts[1]));
            } catch (IllegalArgumentException | IndexOutOfBoundsException broken) {
                throw notOurs();
            }
        }

        private static HongyanException notOurs() {
            return HongyanException.invalid("/cursor", "is not a cursor of this list");
        }
    }
}
