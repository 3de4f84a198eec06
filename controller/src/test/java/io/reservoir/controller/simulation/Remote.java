package io.reservoir.controller.simulation;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** Stands between somebody and a port, whatever its methods are: one that is added to the port is simulated too. */
final class Remote {
    private Remote() {}

    /** What becomes of a call. */
    @FunctionalInterface
    interface Way {
        /**
         * Carries it out, or not.
         *
         * @param call makes the call at the real thing
         */
        @Nullable
        Object take(Method method, @Nullable Object[] arguments, Call call);
    }

    /** The call itself. */
    @FunctionalInterface
    interface Call {
        @Nullable
        Object make();
    }

    static <T> T of(Class<T> port, T target, Way way) {
        var proxy = Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (self, method, arguments) -> {
            if (method.getDeclaringClass() == Object.class) {
                return method.invoke(target, arguments);
            }
            var given = arguments == null ? new Object[0] : arguments;
            return way.take(method, given, () -> invoke(method, target, given));
        });
        return port.cast(proxy);
    }

    static @Nullable Object invoke(Method method, Object target, @Nullable Object[] arguments) {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            switch (e.getCause()) {
                case RuntimeException fault -> throw fault;
                case Error fault -> throw fault;
                case null, default -> throw new IllegalStateException(e);
            }
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
