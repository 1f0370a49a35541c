package dev.howdah.engine.cluster;

import dev.howdah.engine.db.PrivateFiles;
import dev.howdah.engine.db.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
        PrivateFiles.replace(passwordFile, randomPassword().getBytes(StandardCharsets.UTF_8));
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
            throw e;
        }
        return new Secret(Files.readString(passwordFile).strip());
    }

    private static String randomPassword() {
        byte[] bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
