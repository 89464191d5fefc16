package io.hongyan.sdk.session;

import io.hongyan.sdk.frame.ClientFrame;
import io.hongyan.sdk.frame.ServerFrame;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class RequestsTest {

    private final VirtualLoop loop = new VirtualLoop();
    private final Requests requests = new Requests(loop);
    private final List<String> written = new ArrayList<>();
    private final List<ServerFrame.Answer> answers = new ArrayList<>();
    private int lost;

    private final Requests.Reply reply = new Requests.Reply() {
        @Override
        public void answered(ServerFrame.Answer answer) {
            answers.add(answer);
        }

        @Override
        public void lost() {
            lost++;
        }
    };

    @BeforeEach
    void open() {
        requests.opened(new Connector.Line() {
            @Override
            public void send(String text) {
                written.add(text);
            }

            @Override
            public void close() {
                written.add("closed");
            }

            @Override
            public void abort() {
                written.add("aborted");
            }
        });
    }

    private void ask(int times) {
        for (int i = 0; i < times; i++) {
            requests.ask(ClientFrame.Ping::new, reply);
        }
    }

    @Test
    void anAnswerGoesToWhoAsked() {
        ask(2);

        assertThat(requests.answered(new ServerFrame.Ok(2L))).isTrue();
        assertThat(requests.answered(new ServerFrame.Ok(2L))).isFalse();
        assertThat(requests.answered(new ServerFrame.Ok(null))).isFalse();
        assertThat(answers).containsExactly(new ServerFrame.Ok(2L));
    }

    @Test
    void noMoreWaitThanTheServerLets() {
        requests.limit(20);

        ask(10);
        assertThat(written).hasSize(4);
        requests.answered(new ServerFrame.Ok(1L));
        requests.answered(new ServerFrame.Ok(2L));

        assertThat(written).hasSize(6);
    }

    @Test
    void whatIsNotAnsweredInTenSecondsIsLostAndMakesRoom() {
        requests.limit(20);
        ask(5);

        loop.pass(Requests.PATIENCE);

        assertThat(lost).isEqualTo(4);
        assertThat(written).hasSize(5);
    }

    @Test
    void aLostSocketTakesItsRequestsWithIt() {
        ask(3);

        requests.closed();
        loop.pass(Requests.PATIENCE);

        assertThat(requests.answered(new ServerFrame.Ok(1L))).isFalse();
        assertThat(lost).isZero();
    }
}
