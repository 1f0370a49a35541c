package dev.howdah.engine.alert.out;

import dev.howdah.engine.db.Secret;
import dev.howdah.engine.text.Text;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Posts messages as JSON. Follows no redirects: a message goes where the settings say or nowhere. */
final class Webhook implements Output {
    private final OutputSpec.Webhook spec;
    private final Supplier<@Nullable Secret> secret;
    private final InstantSource clock;
    private @Nullable HttpClient http;

    Webhook(OutputSpec.Webhook spec, Supplier<@Nullable Secret> secret, InstantSource clock) {
        this.spec = spec;
        this.secret = secret;
        this.clock = clock;
    }

    @Override
    public void send(Message message) throws OutputException, InterruptedException {
        int status = status(client().sendAsync(request(message), HttpResponse.BodyHandlers.discarding()));
        if (status / 100 != 2) {
            boolean again = status == 429 || status == 408 || status >= 500;
            throw new OutputException(Text.of("alert.webhook-status", host(), status), again);
        }
    }

    private synchronized HttpClient client() throws OutputException {
        HttpClient known = http;
        if (known == null) {
            Path ca = spec.ca();
            HttpClient.Builder builder = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(spec.timeout())
                    .followRedirects(HttpClient.Redirect.NEVER);
            known = (ca == null ? builder : builder.sslContext(Trust.of(spec.name(), ca))).build();
            http = known;
        }
        return known;
    }

    /** The time limit holds for the answer's body too. */
    private int status(CompletableFuture<HttpResponse<Void>> answer) throws OutputException, InterruptedException {
        try {
            return answer.get(spec.timeout().toMillis(), TimeUnit.MILLISECONDS).statusCode();
        } catch (TimeoutException e) {
            throw new OutputException(Text.of("alert.webhook-slow", host(), spec.timeout().toSeconds()), true);
        } catch (ExecutionException e) {
            // What the exception says may repeat the address with its secret.
            Throwable cause = e.getCause();
            throw new OutputException(Text.of("alert.webhook-away", host(), cause == null ? "" : cause.getClass().getSimpleName()), cause instanceof IOException);
        } finally {
            answer.cancel(true);
        }
    }

    private HttpRequest request(Message message) throws OutputException {
        Secret known = secret.get();
        boolean wanted = spec.proof() != OutputSpec.Proof.NONE || spec.url().contains("{secret}");
        if (wanted && known == null) {
            throw new OutputException(Text.of("alert.no-secret", spec.name()), false);
        }
        String body = message.json();
        HttpRequest.Builder request = builder(known)
                .header("Content-Type", "application/json; charset=utf-8")
                .header("User-Agent", "howdah")
                .header("X-Howdah-Delivery", message.id().toString())
                .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
        if (known != null && spec.proof() == OutputSpec.Proof.BEARER) {
            bear(request, known);
        } else if (known != null && spec.proof() == OutputSpec.Proof.HMAC) {
            String at = String.valueOf(clock.instant().getEpochSecond());
            request.header("X-Howdah-Timestamp", at).header("X-Howdah-Signature", "sha256=" + signature(known, at + "." + body));
        }
        return request.build();
    }

    private void bear(HttpRequest.Builder request, Secret known) throws OutputException {
        try {
            request.header("Authorization", "Bearer " + known.reveal());
        } catch (IllegalArgumentException e) {
            // Its message repeats the header's value.
            throw new OutputException(Text.of("alert.bad-secret", spec.name()), false);
        }
    }

    private HttpRequest.Builder builder(@Nullable Secret known) throws OutputException {
        try {
            return HttpRequest.newBuilder(URI.create(known == null ? spec.url() : spec.url().replace("{secret}", known.reveal())));
        } catch (IllegalArgumentException e) {
            throw new OutputException(Text.of("alert.bad-url", spec.name()), false);
        }
    }

    private static String signature(Secret secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.reveal().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What may be said of the address: its path may be a secret of its own. */
    private String host() {
        return spec.url().replaceFirst("^(https?://)(?:[^/@?#]*@)?([^/?#]*).*$", "$1$2");
    }

    @Override
    public synchronized void close() {
        if (http != null) {
            http.shutdownNow();
        }
    }
}
