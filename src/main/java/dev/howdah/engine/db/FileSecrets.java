package dev.howdah.engine.db;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Passwords in the file {@code secrets}, each encrypted with AES-256-GCM under the random key of {@code secrets.key}; both files
 * are 0600. The name is authenticated with the password, so that an entry cannot be moved to another name. Thread-safe, also
 * between processes.
 */
final class FileSecrets implements Secrets {
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Path folder;
    private final Path file;
    private final Path keyFile;
    private final SecureRandom random = new SecureRandom();

    FileSecrets(Path folder) {
        this.folder = folder;
        this.file = folder.resolve("secrets");
        this.keyFile = folder.resolve("secrets.key");
    }

    @Override
    public Kind kind() {
        return Kind.FILE;
    }

    @Override
    public synchronized @Nullable Secret get(String name) {
        try {
            String entry = Files.exists(file) ? entries().get(name) : null;
            return entry == null ? null : decrypt(name, entry);
        } catch (IOException e) {
            throw new SecretsException("secrets.unreadable", e, file, Failures.reason(e));
        }
    }

    @Override
    public void put(String name, Secret secret) {
        change(entries -> entries.put(name, encrypt(name, secret)));
    }

    @Override
    public void remove(String name) {
        if (Files.exists(file)) {
            change(entries -> entries.remove(name));
        }
    }

    @FunctionalInterface
    private interface Change {
        void apply(Map<String, String> entries) throws IOException;
    }

    private void change(Change change) {
        try {
            Files.createDirectories(folder);
            // the file's lock keeps other processes out, and no other thread of this one
            synchronized (FileSecrets.class) {
                try (FileChannel channel = FileChannel.open(ensureKey(), StandardOpenOption.WRITE);
                        FileLock lock = channel.lock()) {
                    Map<String, String> entries = Files.exists(file) ? entries() : new TreeMap<>();
                    change.apply(entries);
                    write(entries, lock.isValid());
                }
            }
        } catch (IOException e) {
            throw new SecretsException("secrets.unwritable", e, folder, Failures.reason(e));
        }
    }

    private void write(Map<String, String> entries, boolean locked) throws IOException {
        if (!locked) {
            throw new IOException("lock lost");
        }
        StringBuilder text = new StringBuilder();
        entries.forEach((name, entry) -> text.append(base64(name.getBytes(StandardCharsets.UTF_8))).append(' ').append(entry).append('\n'));
        PrivateFiles.replace(file, text.toString().getBytes(StandardCharsets.US_ASCII));
    }

    private Map<String, String> entries() throws IOException {
        Map<String, String> entries = new TreeMap<>();
        for (String line : Files.readAllLines(file, StandardCharsets.US_ASCII)) {
            String[] parts = line.split(" ", 2);
            if (parts.length == 2) {
                try {
                    entries.put(new String(Base64.getDecoder().decode(parts[0]), StandardCharsets.UTF_8), parts[1]);
                } catch (IllegalArgumentException e) {
                    throw new SecretsException("secrets.damaged", e, file);
                }
            }
        }
        return entries;
    }

    private Path ensureKey() throws IOException {
        if (!Files.exists(keyFile)) {
            byte[] key = new byte[KEY_BYTES];
            random.nextBytes(key);
            try {
                PrivateFiles.create(keyFile, key);
            } catch (FileAlreadyExistsException e) {
                // Another console made it a moment ago.
                return keyFile;
            }
        }
        return keyFile;
    }

    private String encrypt(String name, Secret secret) throws IOException {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, name, nonce).doFinal(secret.reveal().getBytes(StandardCharsets.UTF_8));
            return base64(nonce) + "." + base64(sealed);
        } catch (GeneralSecurityException e) {
            throw new SecretsException("secrets.damaged", e, keyFile);
        }
    }

    private Secret decrypt(String name, String entry) throws IOException {
        try {
            String[] parts = entry.split("\\.", 2);
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, name, Base64.getDecoder().decode(parts[0]));
            return new Secret(new String(cipher.doFinal(Base64.getDecoder().decode(parts[1])), StandardCharsets.UTF_8));
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new SecretsException("secrets.damaged", e, file);
        }
    }

    private Cipher cipher(int mode, String name, byte[] nonce) throws IOException, GeneralSecurityException {
        byte[] key = Files.readAllBytes(keyFile);
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(name.getBytes(StandardCharsets.UTF_8));
        Arrays.fill(key, (byte) 0);
        return cipher;
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
