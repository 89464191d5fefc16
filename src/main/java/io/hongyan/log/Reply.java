package io.hongyan.log;

import io.hongyan.error.HongyanException;

/// Hears what became of one append; exactly one of its methods is called, once, on a thread that mustn't be kept.
public interface Reply<T> {

    /// It took effect, or was decided otherwise: the log's answer.
    void answered(T answer);

    /// It isn't known: `unavailable` where it wasn't appended, `timeout` where it may have been.
    void failed(HongyanException problem);
}
