package dev.howdah.engine.log;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the workers of one analysis share: the numbered statements, messages and writers. */
final class Shared {
    final Words words = new Words();
    final Registry<Statement> statements;
    final Registry<Message> messages = new Registry<>(new Message(Severity.LOG, "", false, "(others)"), 20_000);
    final Registry<Who> writers = new Registry<>(new Who("(others)", "(others)", "(others)"), 50_000);

    private final List<byte[]> strange = new CopyOnWriteArrayList<>();

    Shared(int mostStatements) {
        statements = new Registry<>(new Statement(0, "(others)", false, false, 0), mostStatements);
    }

    /** Remembers a name of an application with a label in it; a few are enough. */
    void strange(byte[] name) {
        if (strange.size() < 100 && strange.stream().noneMatch(s -> Arrays.equals(s, name))) {
            strange.add(name);
        }
    }

    List<byte[]> strange() {
        return strange;
    }
}
