package dev.sublet.bot.release;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/**
 * Takes the signals back that end a process. Helm's Go runtime catches them for itself from its first call on, and a process that nobody
 * can end in order would be killed instead. Works by the names of a class that every JDK has and whose use javac only warns of.
 * Stateless.
 */
final class Signals {
    private static final int BASE = 128;

    private Signals() {}

    /** From now on SIGTERM, SIGINT and SIGHUP run the shutdown hooks again. */
    static void takeBack() {
        take("HUP", BASE + 1);
        take("INT", BASE + 2);
        take("TERM", BASE + 15);
    }

    private static void take(String name, int exitCode) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            InvocationHandler exit = (proxy, method, arguments) -> switch (method.getName()) {
                case "hashCode" -> System.identityHashCode(proxy);
                case "equals" -> proxy == arguments[0];
                case "toString" -> "exit " + exitCode;
                default -> {
                    // Not here: the thread that hands out signals must not wait for the hooks.
                    new Thread(() -> Runtime.getRuntime().exit(exitCode), "SIG" + name).start();
                    yield null;
                }
            };
            Object ours = Proxy.newProxyInstance(Signals.class.getClassLoader(), new Class<?>[] {handler}, exit);
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), ours);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "this Java has no sun.misc.Signal; use a JDK that has the module jdk.unsupported", e);
        }
    }
}
