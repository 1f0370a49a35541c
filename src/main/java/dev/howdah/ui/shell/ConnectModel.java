package dev.howdah.ui.shell;

import dev.howdah.engine.db.Environment;
import dev.howdah.engine.db.Secret;
import dev.howdah.engine.db.Tls;
import dev.howdah.ui.kit.Problem;
import java.nio.file.Path;
import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/** What is typed into the connect sheet, and what came of testing it. */
final class ConnectModel {
    final StringProperty address = new SimpleStringProperty("");
    final StringProperty user = new SimpleStringProperty("");
    final StringProperty password = new SimpleStringProperty("");
    final StringProperty name = new SimpleStringProperty("");
    final ObjectProperty<Environment> environment = new SimpleObjectProperty<>(Environment.PRODUCTION);
    /** Null leaves the mode to the address. */
    final ObjectProperty<Tls.@Nullable Mode> tls = new SimpleObjectProperty<>();

    final StringProperty rootCert = new SimpleStringProperty("");
    final StringProperty cert = new SimpleStringProperty("");
    final StringProperty key = new SimpleStringProperty("");
    /** The profile that is being changed; empty for a new one. */
    final StringProperty replaces = new SimpleStringProperty("");

    final BooleanProperty busy = new SimpleBooleanProperty();
    final ObjectProperty<@Nullable Problem> problem = new SimpleObjectProperty<>();
    final ObjectProperty<@Nullable Diagnosis> diagnosis = new SimpleObjectProperty<>();

    /** An empty sheet, or one with a profile in it to be changed. */
    void fill(@Nullable Form known) {
        replaces.set(known == null ? "" : known.name());
        address.set(known == null ? "" : known.address());
        name.set(known == null ? "" : known.name());
        environment.set(known == null ? Environment.PRODUCTION : known.environment());
        List.of(user, password, rootCert, cert, key).forEach(p -> p.set(""));
        tls.set(null);
        problem.set(null);
        diagnosis.set(null);
    }

    Form form() {
        return new Form(
                address.get().strip(),
                user.get().strip(),
                password.get().isEmpty() ? null : new Secret(password.get()),
                environment.get(),
                tls.get(),
                path(rootCert.get()),
                path(cert.get()),
                path(key.get()),
                name.get().strip());
    }

    private static @Nullable Path path(String text) {
        return text.isBlank() ? null : Path.of(text.strip());
    }
}
