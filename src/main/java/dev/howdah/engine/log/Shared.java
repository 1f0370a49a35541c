package dev.howdah.engine.log;

/** What the workers of one analysis share: the numbered statements, messages and writers. */
final class Shared {
    final Words words = new Words();
    final Registry<Statement> statements;
    final Registry<Message> messages = new Registry<>(new Message(Severity.LOG, "", false, "(others)"), 20_000);
    final Registry<Who> writers = new Registry<>(new Who("(others)", "(others)", "(others)"), 50_000);

    Shared(int mostStatements) {
        statements = new Registry<>(new Statement(0, "(others)", false, false, 0), mostStatements);
    }
}
