package io.hongyan.account;

import java.text.Normalizer;
import java.util.Locale;

/// The name somebody logs in with: kept as it was given, unique by its `key`, which knows neither case nor the
/// several ways in which Unicode writes the same letter.
record AccountName(String given, String key) {

    /// Nobody can register it: it belongs to the first administrator.
    static final AccountName ADMINISTRATOR = of("admin");

    static AccountName of(String given) {
        String composed = Normalizer.normalize(given, Normalizer.Form.NFC);
        return new AccountName(composed, key(composed));
    }

    /// The form in which names and display names are compared and searched.
    static String key(String text) {
        String folded = Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
        return Normalizer.normalize(folded, Normalizer.Form.NFKC);
    }
}
