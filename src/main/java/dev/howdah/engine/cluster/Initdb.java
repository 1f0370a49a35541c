package dev.howdah.engine.cluster;

import dev.howdah.engine.db.PrivateFiles;
import dev.howdah.engine.db.Secret;
import dev.howdah.engine.text.Text;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Makes a data directory with SCRAM authentication and a random superuser password. */
final class Initdb {
    /** From this major version on initdb turns data checksums on by itself; a throw-away cluster has no use for them. */
    private static final int CHECKSUMS_BY_DEFAULT = 18;

    private Initdb() {}

    /** The password of the cluster in this folder, which is made when it is not there yet. */
    static Secret ensure(Path home, ClusterSpec spec) throws IOException {
        Path folder = spec.folder();
        Path passwordFile = folder.resolve("password");
        // The server's log is in it too, with statements and plans.
        PrivateFiles.folder(folder);
        if (Files.exists(folder.resolve("data/PG_VERSION")) && Files.exists(passwordFile)) {
            return new Secret(Files.readString(passwordFile).strip());
        }
        Trees.delete(folder.resolve("data"));
        if (spec.temporary()) {
            return copy(home, spec);
        }
        return make(home, spec);
    }

    /**
     * A throw-away cluster is a copy of one that initdb made for this user before, which takes a tenth of the time. It has that one's
     * password and system identifier.
     */
    private static Secret copy(Path home, ClusterSpec spec) throws IOException {
        Path kept = home.resolveSibling(home.getFileName() + ".empty");
        if (!Files.exists(kept)) {
            keep(home, spec, kept);
        }
        if (!Files.exists(kept)) {
            return make(home, spec);
        }
        Trees.copy(kept.resolve("data"), spec.folder().resolve("data"));
        byte[] password = Files.readAllBytes(kept.resolve("password"));
        PrivateFiles.replace(spec.folder().resolve("password"), password);
        return new Secret(new String(password, StandardCharsets.UTF_8).strip());
    }

    /** Others may do the same at the same time: the first one that is whole stays. */
    private static void keep(Path home, ClusterSpec spec, Path kept) throws IOException {
        Path half;
        try {
            half = Files.createTempDirectory(kept.getParent(), "cluster");
        } catch (IOException e) {
            return;
        }
        try {
            make(home, ClusterSpec.temporary(spec.major(), half));
            Files.move(half, kept, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            if (!Files.exists(kept)) {
                throw e;
            }
        } finally {
            Trees.delete(half);
        }
    }

    private static Secret make(Path home, ClusterSpec spec) throws IOException {
        Path folder = spec.folder();
        Path passwordFile = folder.resolve("password");
        String password = randomPassword();
        // initdb takes what a server would keep in place of a password, too
        PrivateFiles.replace(passwordFile, Scram.quickVerifier(password).getBytes(StandardCharsets.UTF_8));
        List<String> command = new ArrayList<>(Privileges.drop());
        command.addAll(List.of(
                home.resolve("bin/initdb").toString(),
                "--pgdata=" + folder.resolve("data"),
                "--username=" + PgCluster.USER,
                "--pwfile=" + passwordFile,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--no-sync",
                "--no-instructions"));
        if (spec.temporary() && spec.major() >= CHECKSUMS_BY_DEFAULT) {
            command.add("--no-data-checksums");
        }
        try {
            Commands.run(command);
        } catch (IOException e) {
            Trees.delete(folder.resolve("data"));
            throw new ClusterException(Text.of("cluster.cannot-make", spec.major(), folder, said(e), home), e);
        }
        PrivateFiles.replace(passwordFile, password.getBytes(StandardCharsets.UTF_8));
        return new Secret(password);
    }

    /** The line that tells why, without the name of the program. */
    private static String said(IOException e) {
        List<String> lines = String.valueOf(e.getMessage()).lines().toList();
        return lines.stream()
                .filter(l -> l.contains("error: ") || l.contains("FATAL: "))
                .findFirst()
                .orElse(lines.isEmpty() ? "" : lines.getLast())
                .replaceFirst("^.*(?:error|FATAL): +", "");
    }

    private static String randomPassword() {
        byte[] bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
