package dev.howdah.engine.log;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the workers of one analysis share: the numbered statements, messages and writers. */
final class Shared {
    private static final byte[] LABEL = {':', ' ', ' '};

    final Words words = Words.ALL;
    final Registry<Statement> statements;
    final Registry<Message> messages = new Registry<>(new Message(Severity.LOG, "", false, "(others)"), 20_000);
    final Registry<Who> writers = new Registry<>(new Who("(others)", "(others)", "(others)"), 50_000);

    final byte[][] applicationKeys = words.bytes("application_is");

    private byte[] afterApplication = new byte[0];
    private final List<byte[]> strange = new CopyOnWriteArrayList<>();

    Shared(int mostStatements) {
        statements = new Registry<>(new Statement(0, "(others)", false, false, 0), mostStatements);
    }

    /** Says what stands behind the application's name in the prefix when another name follows; called before any line is read. */
    void afterApplication(byte[] literal) {
        afterApplication = literal;
    }

    /** Remembers a name of an application when it holds a label, or what should be its end; a few are enough. */
    void strange(byte[] name) {
        boolean misleading = holds(name, LABEL) || (afterApplication.length > 0 && holds(name, afterApplication));
        if (misleading && strange.size() < 100 && strange.stream().noneMatch(s -> Arrays.equals(s, name))) {
            strange.add(name);
        }
    }

    private static boolean holds(byte[] name, byte[] part) {
        for (int p = 0; p + part.length <= name.length; p++) {
            if (Swar.at(name, p, name.length, part)) {
                return true;
            }
        }
        return false;
    }

    List<byte[]> strange() {
        return strange;
    }
}
