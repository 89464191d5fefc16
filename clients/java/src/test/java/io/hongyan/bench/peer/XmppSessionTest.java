package io.hongyan.bench.peer;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class XmppSessionTest {

    @Test
    void attributesAreReadInEitherKindOfQuotes() {
        assertThat(XmppSession.attribute("<a xmlns='urn:xmpp:sm:3' h='12'/>", "h"))
                .isEqualTo("12");
        assertThat(XmppSession.attribute("<message id=\"x-1\" to='b'/>", "id")).isEqualTo("x-1");
        assertThat(XmppSession.attribute("<message to='b'/>", "id")).isEmpty();
    }
}
