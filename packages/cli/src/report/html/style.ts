import { customProperties, dark, light } from './palette.js';
import { listedColumns } from './table.js';

const fills = [
  ['drs', 'queued'], ['snap', 'snapshot'], ['conv', 'conversion'], ['launch', 'launch'], ['act', 'check'],
].map(([kind, color]) => `.k-${kind},.s-${kind}{fill:var(--${color})}`);
const patterned = [
  ['own', 'oursSoft'], ['detect', 'ours'], ['people', 'people'], ['queue', 'wait'], ['wait', 'waitSoft'], ['drain', 'queued'], ['health', 'checkSoft'], ['clean', 'checkSoft'],
  ['seen1', 'queued'], ['seen2', 'snapshot'], ['seen3', 'conversion'],
].map(([kind, color]) => `.k-${kind}{fill:url(#p-${kind})}.s-${kind}{fill:var(--${color})}`);
const grounds = ['oursSoft', 'ours', 'peopleSoft', 'waitSoft', 'wait', 'queued', 'snapshot', 'conversion', 'checkSoft', 'paper'].map((color) => `.c-${color}{fill:var(--${color})}`);
const strokes = ['ours', 'people', 'wait', 'launch', 'check', 'paper'].map((color) => `.p-${color}{stroke:var(--${color});stroke-width:1.6;fill:none}`);
const tones = ['good', 'doubtful', 'bad', 'open'].map((tone) => `.st.${tone},.tone.${tone}{color:var(--${tone})}.verdict.${tone}{background:var(--${tone}Soft);border-color:var(--${tone})}.verdict.${tone} .word,.verdict.${tone} svg{color:var(--${tone})}`);

/** The page's only style sheet. */
export const style: string = `
:root{color-scheme:light dark;${customProperties(light)}}
@media screen and (prefers-color-scheme:dark){:root{${customProperties(dark)}}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--page);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
.sheet{max-width:76rem;margin:0 auto;background:var(--paper);padding:2.5rem 3rem 2rem}
h1,h2,.word{font-family:Charter,"Bitstream Charter","Iowan Old Style","Palatino Linotype",Georgia,"DejaVu Serif",serif;font-weight:600;line-height:1.2}
h1{font-size:2.1rem;margin:.15rem 0 .4rem}
h2{font-size:1.3rem;margin:2.6rem 0 .8rem;padding-bottom:.35rem;border-bottom:1px solid var(--rule)}
h3{font-size:.95rem;margin:1.4rem 0 .4rem}
p{margin:.4rem 0 .8rem;max-width:50rem}
a{color:var(--accent)}
code{font:.88em ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}
.eyebrow{margin:0;color:var(--accent);font-size:.8rem;font-weight:600;letter-spacing:.09em;text-transform:uppercase}
.quiet,.meta,small{color:var(--muted)}
.meta{margin:0}
.defs{position:absolute}
.i{width:1em;height:1em;vertical-align:-.12em;margin-right:.35em;flex:none}
.f{fill:currentColor}.m{fill:none;stroke:var(--paper);stroke-width:1.8;stroke-linecap:round;stroke-linejoin:round}.o{fill:none;stroke:currentColor;stroke-width:1.6;stroke-linecap:round}
.st{white-space:nowrap;font-size:.82em;font-weight:600;letter-spacing:.02em}.st.none{color:var(--muted)}
${tones.join('\n')}
.verdict{display:flex;gap:1rem;align-items:flex-start;margin:1.6rem 0 0;padding:1.1rem 1.3rem;border-left:6px solid}
.verdict svg{width:2rem;height:2rem;margin:.15rem 0 0}
.verdict .m{stroke:var(--paper)}
.verdict .word{font-size:1.5rem}
.verdict p{margin:.15rem 0 0;font-size:1.05rem}
.notFinal{margin:1rem 0 0;padding:.8rem 1.1rem;border:2px dashed var(--doubtful);max-width:none}
.figures{display:grid;grid-template-columns:repeat(4,1fr);margin:1.4rem 0 0;border:1px solid var(--rule)}
.figures>div{padding:.8rem 1rem;border-left:1px solid var(--rule)}.figures>div:first-child{border-left:0}
.figures dt{color:var(--muted);font-size:.82rem}
.figures dd{margin:.1rem 0 0}.figures .v{font-size:1.35rem;font-weight:600;line-height:1.3}.figures small{display:block}
.facts{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:0 2.5rem;margin:0}
.facts>div{display:grid;grid-template-columns:minmax(5rem,10rem) minmax(0,1fr);gap:.8rem;padding:.4rem 0;border-bottom:1px solid var(--rule)}
.facts dt{color:var(--muted)}.facts dd{margin:0;min-width:0}
.scroll{overflow-x:auto;max-width:100%}
.scroll:focus-visible,summary:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
table{border-collapse:collapse;width:100%;font-size:.88rem;line-height:1.4}
caption{text-align:left;color:var(--muted);padding:0 0 .4rem;font-size:.85rem}
th,td{text-align:left;vertical-align:top;padding:.42rem .9rem .42rem 0;border-bottom:1px solid var(--rule);overflow-wrap:break-word}
tbody th{overflow-wrap:anywhere;min-width:8.5rem}
td code,th code,td.r{white-space:nowrap}th code{font-weight:400;color:var(--muted)}
td .said,.waves td:last-child,.path td:last-child{display:table-cell;min-width:14rem;overflow-wrap:anywhere}td .said{display:inline-block;max-width:28rem}.servers td .said{min-width:9rem}
td small{display:block}
thead th,thead td{color:var(--muted);font-weight:600;border-bottom:2px solid var(--rule);vertical-align:bottom}
tbody th{font-weight:600}
td.r,th.r{text-align:right}
.t{white-space:nowrap}.t i{font-style:normal;color:var(--muted)}td .t i{display:block}
.err{color:var(--bad);font-size:.95em}
.said{white-space:pre-wrap}
ul.plain,ol.plain{list-style:none;margin:0;padding:0}
.trouble li.one{padding:.7rem 0;border-bottom:1px solid var(--rule)}
.trouble p{margin:.15rem 0;max-width:none}
.share{width:100%;min-width:5rem;height:10px;display:block;margin-top:.35rem}.share .all{fill:var(--sunk);stroke:var(--rule)}.share .part{fill:var(--accent)}
summary{cursor:pointer;color:var(--accent);padding:.3rem 0}
.gantt{margin:0;border-top:1px solid var(--rule);position:relative}
.grid{position:absolute;top:1.9rem;bottom:0;left:16.5rem;width:calc(100% - 16.5rem - 18px);height:calc(100% - 1.9rem)}
.cell{padding-right:18px;position:relative}
.row{display:grid;grid-template-columns:15.5rem minmax(0,1fr);gap:0 1rem}
.row.wave{border-top:1px solid var(--rule);padding-top:.35rem}
.row.wave .lab{line-height:1.35;padding-bottom:.2rem;font-size:.92rem}.row.wave .quiet{font-size:.85rem}
.row.server{padding:1px 0}.row.server .lab{color:var(--muted);font-size:.78rem;line-height:13px;overflow:hidden;text-overflow:ellipsis;white-space:nowrap;padding-left:1.4rem}
.row.head{padding:.3rem 0 .1rem;font-size:.8rem;color:var(--muted)}.row.own{font-size:.85rem}
.n{display:inline-block;min-width:1.1rem;color:var(--muted)}
.lanes summary{font-size:.8rem;padding-left:1.4rem;position:relative}.lanes .row{background:var(--paper);position:relative}
ol.lab{margin:0;list-style:none}ol.lab li{height:14px;line-height:14px;overflow:hidden;text-overflow:ellipsis}ol.lab b{color:var(--bad)}
.track,.axis{display:block;width:100%;overflow:visible}
.tick{font-size:11px;fill:var(--muted)}.rtoLabel{font-size:11px;font-weight:600;fill:var(--ink)}
.g{stroke:var(--rule)}.rto{stroke:var(--ink);stroke-width:1.5;stroke-dasharray:3 3}
.crit{fill:var(--ink)}.critLabel{color:var(--ink);font-weight:600}
.x{font-size:12px;font-weight:700;fill:var(--bad)}
${[...fills, ...patterned, ...grounds, ...strokes].join('\n')}
.thin{stroke-width:1}
.legend{margin-top:1rem;padding:.8rem 1rem 1rem;background:var(--sunk);font-size:.82rem}
.legend h3{margin:.1rem 0 .6rem;font-size:.85rem}
.legend dl{margin:0;display:grid;grid-template-columns:repeat(3,1fr);gap:.9rem 1.6rem}
.legend dt{font-weight:600;color:var(--muted);margin-bottom:.2rem}.legend dd{margin:.2rem 0 0;display:flex;gap:.55rem;line-height:1.35}
.swatch{width:22px;height:12px;flex:none;margin-top:.2rem}.key{width:22px;flex:none;text-align:center;font-weight:700;color:var(--bad)}
.hash{padding:1rem 1.2rem;background:var(--sunk);border-left:3px solid var(--accent)}
.hash code{display:block;margin:.3rem 0 .8rem;word-break:break-all}
.hash code.value{font-size:1rem;font-weight:600}
footer{margin-top:2.4rem;padding-top:.8rem;border-top:1px solid var(--rule);color:var(--muted);font-size:.82rem}
@media screen and (max-width:52rem){
.sheet{padding:1.4rem 1rem}
h1{font-size:1.6rem}
.figures{grid-template-columns:repeat(2,1fr)}.figures>div:nth-child(odd){border-left:0}.figures>div:nth-child(n+3){border-top:1px solid var(--rule)}
.facts{grid-template-columns:minmax(0,1fr)}.facts>div{grid-template-columns:8.5rem minmax(0,1fr)}
.grid{left:0;width:calc(100% - 18px)}.scroll{overflow:visible}
table,tbody{display:block}thead{display:none}
tr{display:block;padding:.5rem 0;border-bottom:1px solid var(--rule)}
th,td,td.r,.waves td:last-child,.path td:last-child{display:grid;grid-template-columns:8.5rem minmax(0,1fr);gap:.8rem;border:0;padding:.15rem 0;text-align:left;min-width:0;overflow-wrap:anywhere}
tbody th{display:block}td code,th code,td.r{white-space:normal}td::before{color:var(--muted)}
${listedColumns}
.path td:nth-child(4){display:block}
.row{grid-template-columns:minmax(0,1fr)}.row .lab{background:var(--paper);position:relative}.row.server .lab{padding-left:0}.lanes summary{padding-left:0}
.lanes .row{grid-template-columns:7rem minmax(0,1fr)}
.row.head .lab{display:none}
.legend dl{grid-template-columns:1fr}
.verdict{padding:.9rem 1rem;gap:.8rem}
}
@page{size:A4;margin:14mm 13mm}
@media print{
body{background:none;font-size:9.5pt}
.sheet{max-width:none;padding:0}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}
h2{break-after:avoid;margin-top:1.6rem}
.facts>div{grid-template-columns:7rem minmax(0,1fr)}
tr,.row,.verdict,.figures,.hash,.one,.legend dd{break-inside:avoid}
thead{display:table-header-group}
.scroll{overflow:visible}
table{font-size:7.2pt}th,td{padding-right:.4rem}td code,th code{white-space:normal;overflow-wrap:anywhere}.waves td:last-child,.path td:last-child,td .said{min-width:0}tbody th{min-width:5rem}
.row{grid-template-columns:11rem minmax(0,1fr)}.grid{left:12rem;width:calc(100% - 12rem - 18px)}
details::details-content{content-visibility:visible;block-size:auto;display:block}
summary{list-style:none;color:var(--ink)}
.lanes{display:none}
}
`;
