package dev.howdah.engine.db;

import java.nio.file.Path;

/** What {@link KeyringSecretsTest} runs beside a keyring of its own: prints what became of each step. */
final class KeyringMain {
    private KeyringMain() {}

    public static void main(String[] folder) {
        Secrets secrets = Secrets.open(new Surroundings(System.getenv(), Path.of(folder[0]), "dba", "Linux"), Path.of(folder[0]));
        System.out.println("kind " + secrets.kind());
        System.out.println("unknown " + secrets.get("lab"));
        secrets.put("lab", new Secret("Schlüssel 🐘"));
        secrets.put("lab", new Secret("Schloss 🐘"));
        Secret kept = secrets.get("lab");
        System.out.println("kept " + (kept != null && kept.reveal().equals("Schloss 🐘")));
        secrets.remove("lab");
        secrets.remove("lab");
        System.out.println("removed " + secrets.get("lab"));
        // as the launcher ends: the session bus keeps a thread of its own
        System.exit(0);
    }
}
