package dev.howdah.engine.alert.out;

import dev.howdah.engine.db.Secret;
import dev.howdah.engine.text.Text;
import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Date;
import java.util.Properties;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Sends messages as plain text over SMTP. */
final class Mail implements Output {
    private static final String CONNECT = "10000";
    private static final String ANSWER = "15000";

    private final OutputSpec.Mail spec;
    private final Supplier<@Nullable Secret> secret;
    private final InstantSource clock;
    private final ZoneId zone;

    Mail(OutputSpec.Mail spec, Supplier<@Nullable Secret> secret, InstantSource clock, ZoneId zone) {
        this.spec = spec;
        this.secret = secret;
        this.clock = clock;
        this.zone = zone;
    }

    @Override
    public void send(Message message) throws OutputException {
        Secret password = spec.user().isEmpty() ? null : secret.get();
        if (!spec.user().isEmpty() && password == null) {
            throw new OutputException(Text.of("alert.no-secret", spec.name()), false);
        }
        Session session = Session.getInstance(properties());
        try (Transport transport = session.getTransport(spec.server().security() == OutputSpec.Security.TLS ? "smtps" : "smtp")) {
            MimeMessage mail = mail(session, message);
            transport.connect(spec.server().host(), spec.server().port(), password == null ? null : spec.user(), password == null ? null : password.reveal());
            transport.sendMessage(mail, mail.getAllRecipients());
        } catch (AuthenticationFailedException e) {
            throw new OutputException(Text.of("alert.mail-login", server()), false);
        } catch (AddressException e) {
            throw new OutputException(Text.of("alert.mail-address", spec.name()), false);
        } catch (SendFailedException e) {
            throw new OutputException(Text.of("alert.mail-refused", server()), false);
        } catch (MessagingException e) {
            // The library's own sentences may repeat what the server said to the password.
            throw new OutputException(Text.of("alert.mail-away", server(), e.getClass().getSimpleName()), true);
        }
    }

    private String server() {
        return spec.server().address();
    }

    private MimeMessage mail(Session session, Message message) throws MessagingException {
        MimeMessage mail = new MimeMessage(session);
        mail.setFrom(new InternetAddress(spec.from(), true));
        Address[] to = new Address[spec.to().size()];
        for (int i = 0; i < to.length; i++) {
            to[i] = new InternetAddress(spec.to().get(i), true);
        }
        mail.setRecipients(RecipientType.TO, to);
        mail.setSubject(message.subject(), "UTF-8");
        mail.setText(message.text(zone), "UTF-8");
        mail.setSentDate(Date.from(clock.instant()));
        // No machine answers to a machine.
        mail.setHeader("Auto-Submitted", "auto-generated");
        mail.setHeader("X-Howdah-Delivery", message.id().toString());
        return mail;
    }

    private Properties properties() throws OutputException {
        boolean tls = spec.server().security() == OutputSpec.Security.TLS;
        String p = tls ? "mail.smtps." : "mail.smtp.";
        Properties all = new Properties();
        all.setProperty(p + "connectiontimeout", CONNECT);
        all.setProperty(p + "timeout", ANSWER);
        all.setProperty(p + "writetimeout", ANSWER);
        all.setProperty(p + "auth", String.valueOf(!spec.user().isEmpty()));
        all.setProperty(p + "ssl.checkserveridentity", "true");
        all.setProperty(p + "ssl.protocols", "TLSv1.3 TLSv1.2");
        if (spec.server().security() == OutputSpec.Security.STARTTLS) {
            all.setProperty(p + "starttls.enable", "true");
            all.setProperty(p + "starttls.required", "true");
        }
        Path ca = spec.server().ca();
        if (ca != null) {
            all.put(p + "ssl.socketFactory", Trust.of(spec.name(), ca).getSocketFactory());
        }
        return all;
    }
}
