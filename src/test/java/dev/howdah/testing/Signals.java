package dev.howdah.testing;

import dev.howdah.engine.cluster.PgCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;

/** Signals to processes, by their ids. */
public final class Signals {
    private Signals() {}

    /** @param name as kill(1) has it: STOP, CONT, KILL, TERM */
    public static void send(String name, long pid) {
        send(name, List.of(pid));
    }

    /** One that has ended meanwhile is left out. */
    public static void send(String name, List<Long> pids) {
        try {
            for (long pid : pids) {
                new ProcessBuilder("kill", "-" + name, String.valueOf(pid)).redirectError(ProcessBuilder.Redirect.DISCARD).start().waitFor();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The postmaster and all that it started. */
    public static List<Long> processes(PgCluster server) {
        return ProcessHandle.of(server.pid()).stream().flatMap(p -> Stream.concat(Stream.of(p), p.descendants()))
                .map(ProcessHandle::pid).toList();
    }
}
