package io.hongyan.relation;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.neo4j.driver.exceptions.ServiceUnavailableException;

import static java.util.Objects.requireNonNull;

/// Drivers of the real Neo4j that have something happen at a moment which a test chooses.
public final class Drivers {

    private Drivers() {}

    /// Does `meanwhile` just before the question with this number is asked, the first being 1.
    public static Driver beforeRead(int number, Driver driver, Runnable meanwhile) {
        AtomicInteger reads = new AtomicInteger();
        return withSessions(
                driver,
                session -> proxy(Session.class, (_, method, arguments) -> {
                    // The schema's statements have no bound.
                    if (method.getName().equals("run") && arguments.length == 3 && reads.incrementAndGet() == number) {
                        meanwhile.run();
                    }
                    return call(session, method, arguments);
                }));
    }

    /// Has every write done, and loses the answer to it.
    public static Driver losingAnswers(Driver driver) {
        return withSessions(
                driver,
                session -> proxy(Session.class, (_, method, arguments) -> {
                    Object answer = call(session, method, arguments);
                    if (method.getName().equals("executeWrite")) {
                        throw new ServiceUnavailableException("the answer is lost");
                    }
                    return answer;
                }));
    }

    private static Driver withSessions(Driver driver, UnaryOperator<Session> sessions) {
        return proxy(Driver.class, (_, method, arguments) -> {
            Object answer = call(driver, method, arguments);
            return answer instanceof Session session ? sessions.apply(session) : answer;
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static @Nullable Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException failed) {
            throw requireNonNull(failed.getCause());
        }
    }
}
