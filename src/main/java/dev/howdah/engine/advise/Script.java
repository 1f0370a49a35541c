package dev.howdah.engine.advise;

import dev.howdah.engine.text.Text;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** A file of statements as people keep it: in whatever encoding it was written, with commands of psql between the statements. */
final class Script {
    /** A command of psql on a line of its own. */
    private static final Pattern COMMAND = Pattern.compile("(?m)^[ \\t]*\\\\[a-zA-Z!?].*$");

    /** One that ends the statement before it, as a semicolon does. */
    private static final Pattern SENDING = Pattern.compile("(?m)\\\\(?:g|gx|gset|gexec|gdesc|crosstabview|watch)\\b.*$");

    private Script() {}

    /**
     * @throws IOException when the file cannot be read
     * @throws IllegalArgumentException when it is no text
     */
    static String read(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        String text = decoded(bytes);
        if (text.indexOf(0) >= 0) {
            throw new IllegalArgumentException(Text.of("advise.no-text", file));
        }
        String plain = text.startsWith("\ufeff") ? text.substring(1) : text;
        return plain.indexOf('\\') < 0 ? plain : SENDING.matcher(COMMAND.matcher(plain).replaceAll("")).replaceAll(";");
    }

    /** UTF-8, or UTF-16 when its mark is there; what is neither has a character a byte. */
    private static String decoded(byte[] bytes) {
        boolean wide = bytes.length > 1 && ((bytes[0] == (byte) 0xff && bytes[1] == (byte) 0xfe) || (bytes[0] == (byte) 0xfe && bytes[1] == (byte) 0xff));
        Charset likely = wide ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
        try {
            return likely.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }
}
