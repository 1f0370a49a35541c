package dev.howdah.engine.twin;

import dev.howdah.testing.Servers;
import java.io.IOException;
import java.nio.file.Path;

/** Builds the twin of a capsule's file as the first thing that a JVM does, and prints the seconds. */
public final class TwinBuildMain {
    private TwinBuildMain() {}

    public static void main(String[] args) throws IOException {
        Capsule capsule = CapsuleFile.read(Path.of(args[0]));
        long start = System.nanoTime();
        try (Twin twin = Twin.build(Servers.binaries(), TwinFolder.create(Path.of(args[1])), capsule, Servers.NEWEST)) {
            System.out.println((System.nanoTime() - start) / 1e9 + " " + twin.lacks().size());
        }
    }
}
