package io.hongyan.bench.load;

import io.hongyan.client.ClientIds;

/// Client ids that tell which message of which phase they belong to, so that nothing has to be looked up by them.
final class Numbering {

    private static final int HEX = 16;
    private static final int PHASE = 15;
    private static final int PHASE_END = 18;
    private static final int INDEX = 28;
    private static final int INDEX_END = 36;

    private Numbering() {}

    static String clientId(long millis, int phase, int index) {
        return ClientIds.of(millis, phase, index);
    }

    static int phase(String clientId) {
        return Integer.parseInt(clientId, PHASE, PHASE_END, HEX);
    }

    static int index(String clientId) {
        return Integer.parseUnsignedInt(clientId, INDEX, INDEX_END, HEX);
    }
}
