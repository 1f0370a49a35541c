package dev.howdah.architecture.faults.engine.pool;

public class Pool {
    dev.howdah.architecture.faults.engine.db.Everything back;
    com.github.javakeyring.Keyring keyring;
}
