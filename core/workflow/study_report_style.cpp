// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/study_report_internal.h"

namespace recap::report_internal {

std::string_view styleSheet() {
    return R"css(
:root{--bg:#f7f7f8;--card:#fff;--text:#1c1d21;--muted:#62656e;--line:#dddfe4;--accent:#2f5fd0;--good:#0b6b45;--soft:#eef2fc;
--c0:#2f5fd0;--c1:#c2410c;--c2:#0b7a55;--c3:#8b3fb3;--c4:#8a6a00;--c5:#5b6472}
@media (prefers-color-scheme:dark){:root{--bg:#16171a;--card:#1f2125;--text:#e8e9ec;--muted:#a2a6b0;--line:#363940;--accent:#8fb0ff;
--good:#6fd0a4;--soft:#252b3a;--c0:#8fb0ff;--c1:#ff9d6b;--c2:#6fd0a4;--c3:#d3a0ef;--c4:#e0c060;--c5:#a7afbd}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--text);font:16px/1.55 system-ui,"Segoe UI",Roboto,"Noto Sans",sans-serif}
main{max-width:1240px;margin:0 auto;padding:40px 24px 80px}
header p{color:var(--muted);margin:4px 0 0}
h1{font-size:32px;line-height:1.2;margin:0}
h2{font-size:21px;margin:48px 0 12px}
h3{font-size:16px;margin:24px 0 8px}
p{max-width:75ch}
.lead{font-size:18px;margin:24px 0}
.card{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:16px;overflow-x:auto}
.note{border-left:4px solid var(--accent);background:var(--soft);padding:12px 16px;border-radius:0 8px 8px 0;margin:16px 0;max-width:none}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
th,td{padding:8px 10px;text-align:right;border-bottom:1px solid var(--line);vertical-align:top;white-space:nowrap}
th{font-size:13px;color:var(--muted);font-weight:600}
th:first-child,td:first-child{text-align:left}
tr:last-child td{border-bottom:0}
tr.reference td{color:var(--muted);border-top:2px solid var(--line)}
.interval{display:block;font-size:12px;color:var(--muted)}
.best{font-weight:700;color:var(--good)}
.best::after{content:" \25CF";font-size:10px}
.wrap td{white-space:normal;text-align:left}
.wrap th{text-align:left}
ul{padding-left:22px;max-width:80ch}
li{margin:4px 0}
.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(420px,1fr));gap:16px}
figure{margin:0}
figure svg{width:100%;height:auto;display:block}
figcaption{font-weight:600;margin-bottom:8px}
svg text{fill:var(--muted);font:12px system-ui,sans-serif}
svg .axis{stroke:var(--line);stroke-width:1}
svg .k0{--k:var(--c0)}svg .k1{--k:var(--c1)}svg .k2{--k:var(--c2)}svg .k3{--k:var(--c3)}svg .k4{--k:var(--c4)}svg .k5{--k:var(--c5)}
svg .curve{fill:none;stroke:var(--k);stroke-width:1.8;stroke-linejoin:round}
svg .mark{fill:var(--card);stroke:var(--k);stroke-width:1.8}
.samples td,.samples th{text-align:center;border:0;padding:4px 6px}
.samples td:first-child{white-space:normal;text-align:left;min-width:180px;max-width:240px;font-size:14px;vertical-align:middle}
.samples img,.captions img{width:128px;height:128px;object-fit:contain;border-radius:6px;border:1px solid var(--line);background:var(--soft)}
.samples img{image-rendering:auto}
.gap{display:inline-flex;width:128px;height:128px;align-items:center;justify-content:center;border:1px dashed var(--line);border-radius:6px;color:var(--muted);font-size:12px}
.captions{display:grid;grid-template-columns:repeat(auto-fit,minmax(460px,1fr));gap:16px}
.captions .card{display:flex;gap:16px}
.captions dl{margin:0;min-width:0}
.captions dt{font-size:12px;color:var(--muted);margin-top:6px}
.captions dt:first-child{margin-top:0}
.captions dd{margin:0;overflow-wrap:anywhere}
.bar{display:grid;grid-template-columns:200px 1fr 260px;gap:12px;align-items:center;padding:4px 0;min-width:560px}
.card + .card{margin-top:16px}
.captions .card + .card,.charts .card + .card{margin-top:0}
.bar .track{position:relative;height:10px;border-radius:5px;background:var(--soft);border:1px solid var(--line)}
.bar .fill{position:absolute;inset:0 auto 0 0;border-radius:5px;background:var(--accent)}
.bar .range{position:absolute;top:-4px;bottom:-4px;border-left:2px solid var(--text);border-right:2px solid var(--text);border-top:0;opacity:.7}
footer{margin-top:64px;color:var(--muted);font-size:14px}
@media (max-width:640px){.charts,.captions{grid-template-columns:1fr}}
@media print{:root{--bg:#fff;--card:#fff;--text:#000;--muted:#444;--line:#bbb;--soft:#f3f3f3;--accent:#1f3f90;--good:#064}
body{font-size:11pt}main{max-width:none;padding:0}h2{break-after:avoid}figure,.card,tr{break-inside:avoid}}
)css";
}

}  // namespace recap::report_internal
