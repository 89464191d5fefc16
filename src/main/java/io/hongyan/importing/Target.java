package io.hongyan.importing;

import java.util.List;

/// Where rows of one kind go.
interface Target {

    /// What became of some rows.
    record Outcome(int made, int there) {}

    /// Looks at a row.
    ///
    /// @throws Rejected if it can't be brought in
    void check(Row row);

    /// Brings rows in that were [looked at][#check], all together; those that `rejections` hears of are left out.
    Outcome store(List<Row> rows, Rejections rejections);

    /// Hears which rows can't be brought in, and why.
    interface Rejections {

        void reject(Row row, String reason);
    }
}
