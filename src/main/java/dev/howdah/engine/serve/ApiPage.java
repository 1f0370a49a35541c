package dev.howdah.engine.serve;

import dev.howdah.engine.text.HtmlText;
import dev.howdah.engine.text.JsonText;
import dev.howdah.engine.text.Text;
import java.util.List;

/** The endpoints for people: one page that needs nothing else, no script and no network. Says nothing of any server. */
final class ApiPage {
    private static final String STYLE = """
            :root{color-scheme:light dark;--bg:#fff;--fg:#1d2430;--dim:#5b6676;--line:#d9dee6;--get:#1f6feb;--post:#9a5b00;--code:#f3f5f8}
            @media(prefers-color-scheme:dark){:root{--bg:#14181f;--fg:#e4e8ee;--dim:#98a3b3;--line:#2c3441;--get:#6ea8ff;--post:#e0a84a;--code:#1c222c}}
            body{background:var(--bg);color:var(--fg);font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
            h1{font-size:1.5rem;margin:0 0 .5rem}h2{font-size:1.05rem;margin:2rem 0 .5rem}p{margin:.4rem 0}
            code,pre{font:13px/1.45 ui-monospace,monospace}pre{background:var(--code);padding:.75rem;overflow:auto;border-radius:4px;max-height:24rem}
            details{border-top:1px solid var(--line);padding:.5rem 0}summary{cursor:pointer;display:flex;gap:.75rem;flex-wrap:wrap}
            .m{width:3.2rem;font-weight:600}.GET{color:var(--get)}.POST{color:var(--post)}.d{color:var(--dim)}
            """;

    private ApiPage() {}

    static String of(List<Route> routes, int perMinute) {
        StringBuilder page = new StringBuilder();
        page.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
                .append("<meta name=\"viewport\" content=\"width=device-width\"><title>Howdah</title><style>").append(STYLE)
                .append("</style></head><body><h1>Howdah</h1>\n");
        paragraph(page, Text.of("serve.page.intro"));
        paragraph(page, Text.of("serve.page.token"));
        page.append("<pre>curl -H \"Authorization: Bearer $(howdah serve --show-token)\" http://127.0.0.1:PORT/health</pre>");
        paragraph(page, Text.of("serve.page.limit", perMinute));
        paragraph(page, Text.of("serve.page.age"));
        page.append("<p><a href=\"/openapi.json\">openapi.json</a></p><h2>").append(HtmlText.escape(Text.of("serve.page.endpoints"))).append("</h2>\n");
        routes.forEach(r -> endpoint(page, r));
        return page.append("</body></html>\n").toString();
    }

    private static void paragraph(StringBuilder page, String text) {
        page.append("<p>").append(HtmlText.escape(text)).append("</p>\n");
    }

    private static void endpoint(StringBuilder page, Route r) {
        page.append("<details><summary><span class=\"m ").append(r.method()).append("\">").append(r.method()).append("</span><code>")
                .append(HtmlText.escape(r.path())).append("</code><span class=\"d\">").append(HtmlText.escape(Text.of(r.text()))).append("</span></summary>");
        if (!r.parameters().isEmpty()) {
            paragraph(page, Text.of("serve.page.parameters", String.join(", ", r.parameters())));
        }
        if (!r.body().isEmpty()) {
            paragraph(page, Text.of("serve.page.body", String.join(", ", r.body())));
        }
        if (r.answer() != String.class) {
            page.append("<pre>").append(HtmlText.escape(JsonText.of(OpenApi.schema(r.answer())))).append("</pre>");
        }
        page.append("</details>\n");
    }
}
