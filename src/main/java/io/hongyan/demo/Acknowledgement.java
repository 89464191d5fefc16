package io.hongyan.demo;

/// What a send was answered with: its number, and whether it had that number already.
record Acknowledgement(long seq, boolean duplicate) {

    @Override
    public String toString() {
        return "seq " + seq + (duplicate ? ", a duplicate" : ", new");
    }
}
