package dev.howdah.engine.pool.sources;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import com.sun.tools.attach.VirtualMachineDescriptor;
import dev.howdah.engine.audit.AuditLog;
import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.DbProblem;
import java.io.IOException;
import java.util.List;

/** The Java programs of this user on this machine. */
public final class LocalJvms {
    private LocalJvms() {}

    /** @param name main class or jar, with its arguments as the JVM tells them; may be empty */
    public record Jvm(long pid, String name) {}

    /** All but this one. */
    public static List<Jvm> list() {
        long own = ProcessHandle.current().pid();
        return VirtualMachine.list().stream().map(LocalJvms::jvm).filter(j -> j.pid() != own).toList();
    }

    private static Jvm jvm(VirtualMachineDescriptor d) {
        return new Jvm(Long.parseLong(d.id()), d.displayName());
    }

    /**
     * Asks the program to listen for JMX on loopback, for this user only, and connects.
     *
     * @throws DbException Unreachable when it has ended or refuses
     */
    public static JmxApp open(Jvm jvm, AuditLog audit) {
        String where = jvm.name() + " (" + jvm.pid() + ")";
        try {
            VirtualMachine vm = VirtualMachine.attach(String.valueOf(jvm.pid()));
            try {
                return JmxApp.open(vm.startLocalManagementAgent(), null, null, audit);
            } finally {
                vm.detach();
            }
        } catch (IOException | AttachNotSupportedException e) {
            throw new DbException(new DbProblem.Unreachable(where, String.valueOf(e.getMessage())), e);
        }
    }
}
