package dev.howdah.engine.report;

/** How a report looks, on a screen in either light and on paper. */
final class ReportStyle {
    static final String CSS = """
            :root{color-scheme:light dark;--bg:#fff;--fg:#1d2430;--dim:#5b6676;--line:#d9dee6;--code:#f3f5f8;--bad:#b3261e;--warn:#9a5b00;
            --c0:#1f6feb;--c1:#2da44e;--c2:#bf8700;--c3:#a475f9;--c4:#cf222e;--c5:#1b7c83;--c6:#bf3989;--c7:#57606a}
            @media(prefers-color-scheme:dark){:root{--bg:#14181f;--fg:#e4e8ee;--dim:#98a3b3;--line:#2c3441;--code:#1c222c;--bad:#ff7b72;--warn:#e0a84a;
            --c0:#6ea8ff;--c1:#56d364;--c2:#e3b341;--c3:#bc8cff;--c4:#ff7b72;--c5:#56d4dd;--c6:#f778ba;--c7:#8b949e}}
            body{background:var(--bg);color:var(--fg);font:14px/1.5 system-ui,sans-serif;max-width:76rem;margin:1.5rem auto;padding:0 1.25rem}
            header{border-left:4px solid var(--c7);padding-left:1rem}header.production{border-color:var(--bad)}header.staging{border-color:var(--warn)}
            header.development{border-color:var(--c1)}header.sandbox{border-color:var(--c0)}
            h1{font-size:1.5rem;margin:0}h2{font-size:1.05rem;margin:2rem 0 .5rem;border-bottom:1px solid var(--line)}p{margin:.3rem 0}.dim{color:var(--dim)}
            figure{display:inline-block;width:49%;min-width:22rem;margin:0 0 1rem;vertical-align:top}figcaption{font-weight:600}
            figcaption span{font-weight:400}svg{width:100%;height:auto}svg text{font:11px ui-monospace,monospace;fill:var(--dim)}
            svg path{fill:none;stroke-width:1.5}.grid{stroke:var(--line)}.k{margin-left:.6rem}.k::before{content:"\\25A0 "}
            .s0{stroke:var(--c0)}.s1{stroke:var(--c1)}.s2{stroke:var(--c2)}.s3{stroke:var(--c3)}.s4{stroke:var(--c4)}.s5{stroke:var(--c5)}
            .s6{stroke:var(--c6)}.s7{stroke:var(--c7)}.k0::before{color:var(--c0)}.k1::before{color:var(--c1)}.k2::before{color:var(--c2)}
            .k3::before{color:var(--c3)}.k4::before{color:var(--c4)}.k5::before{color:var(--c5)}.k6::before{color:var(--c6)}.k7::before{color:var(--c7)}
            .waits .s0{stroke:var(--c1)}.waits .s1{stroke:var(--c0)}.waits .s2{stroke:var(--c4)}.waits .s3{stroke:var(--c6)}.waits .s4{stroke:var(--c7)}
            .waits .s5{stroke:var(--c3)}.waits .s6{stroke:var(--c2)}.waits .s7{stroke:var(--c5)}.waits .k0::before{color:var(--c1)}
            .waits .k1::before{color:var(--c0)}.waits .k2::before{color:var(--c4)}.waits .k3::before{color:var(--c6)}.waits .k4::before{color:var(--c7)}
            .waits .k5::before{color:var(--c3)}.waits .k6::before{color:var(--c2)}.waits .k7::before{color:var(--c5)}
            table{border-collapse:collapse;width:100%}th{text-align:left;color:var(--dim);font-weight:600}th,td{padding:.25rem .6rem .25rem 0;
            vertical-align:top;border-bottom:1px solid var(--line)}td.n,th.n{text-align:right;padding-right:1.4rem;white-space:nowrap;font-variant-numeric:tabular-nums}
            pre,code{font:12px/1.45 ui-monospace,monospace;white-space:pre-wrap;overflow-wrap:anywhere;margin:0}
            .finding{border-left:3px solid var(--warn);padding-left:.75rem;margin:.6rem 0}.finding.critical{border-color:var(--bad)}
            .finding pre{background:var(--code);padding:.4rem .6rem}.score b{font-size:1.5rem}
            @media print{body{max-width:none;margin:0;font-size:11px}figure{min-width:0}figure,tr,.finding{break-inside:avoid}h2{break-after:avoid}
            :root{--bg:#fff;--fg:#000;--dim:#444;--line:#bbb;--code:#f3f5f8}}
            """;

    private ReportStyle() {}
}
