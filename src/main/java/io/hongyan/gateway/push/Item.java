package io.hongyan.gateway.push;

/// Something that is written to a socket in its turn.
sealed interface Item permits PushedEntry, Item.Answer {

    /// In bytes.
    int size();

    /// A frame for one socket alone.
    record Answer(byte[] frame) implements Item {

        @Override
        public int size() {
            return frame.length;
        }
    }
}
