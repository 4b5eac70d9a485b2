// What Recognizers-Text says of cases; the job and the answer are those of peer.py, "peer" being times, money or counts.
"use strict";
const path = require("path");
const R = require(path.join(process.argv[2], "node_modules/@microsoft/recognizers-text-suite"));
const job = JSON.parse(require("fs").readFileSync(0, "utf-8"));
const culture = { en: "en-us", fr: "fr-fr" }[job.language];
const CODES = { Dollar: "USD", "United States dollar": "USD", Euro: "EUR", Pound: "GBP", "British pound": "GBP", Yuan: "CNY", "Chinese yuan": "CNY", "Japanese yen": "JPY", Yen: "JPY",
  // the French models name units in French and give no codes
  "Dollar États-Unis": "USD", "Dollar Canadien": "CAD", "Dollar canadien": "CAD", "Dollar Australien": "AUD", "Yen Japonais": "JPY", Livre: "GBP", "Livre sterling": "GBP", Rouble: "RUB", "Rouble russe": "RUB",
  "Roupie indienne": "INR", "Rial iranien": "IRR", Riyal: "SAR", "Riyal saoudien": "SAR", "Shilling kényan": "KES", Peso: "MXN", "Peso mexicain": "MXN", "Franc suisse": "CHF", "Couronne suédoise": "SEK",
  "Couronne norvégienne": "NOK", "Couronne danoise": "DKK", "Livre turque": "TRY", "Lire turque": "TRY", "Livre égyptienne": "EGP", "Dinar algérien": "DZD", "Dinar jordanien": "JOD", "Yuan chinois": "CNY", "Yuan Chinois": "CNY",
  "Zloty polonais": "PLN", Zloty: "PLN", Naira: "NGN", "Naira nigérian": "NGN", "Dirham marocain": "MAD", "Franc CFA de l'Afrique de l'Ouest": "XOF", "Won sud-coréen": "KRW" };

const dayBefore = (iso) => {
  const day = new Date(iso.slice(0, 10) + "T12:00:00Z");
  day.setUTCDate(day.getUTCDate() - 1);
  return day.toISOString().slice(0, 10);
};

// every value that the library holds possible, as a span of days, a duration or "SET"; seasons keep their TIMEX for the scorer
function timeValues(found) {
  const out = [];
  for (const v of found.resolution ? found.resolution.values : []) {
    const length = /^\(.*,(P[^,)]*)\)$/.exec(v.timex || "");
    if (v.type === "set") out.push("SET");
    else if (v.type === "duration") out.push(v.timex);
    else if (/^\d{4}-(SP|SU|FA|WI|Q\d|H\d)$/.test(v.timex || "")) out.push("timex " + v.timex);
    else if (v.type === "daterange" && v.start && v.end) out.push(`${v.start}/${dayBefore(v.end)}`);
    else if (v.start || v.end || v.value) out.push((v.start || v.end || v.value).slice(0, 10));
    if (length) out.push(length[1]);
  }
  return out;
}

const overlaps = (a, b) => a.start <= b.end && b.start <= a.end;
const articles = new Set(["un", "une", "a", "an", "one"]);

// numbers that are no part of a date, a sum or an ordinal, as a user of all the models would have them; a bare article is none
function counts(text, day) {
  const percents = R.recognizePercentage(text, culture);
  const taken = [...R.recognizeDateTime(text, culture, undefined, day), ...R.recognizeCurrency(text, culture), ...R.recognizeOrdinal(text, culture), ...percents];
  const numbers = R.recognizeNumber(text, culture).filter((n) => !taken.some((t) => overlaps(n, t)) && !articles.has(n.text.toLowerCase()));
  return [...percents, ...numbers].sort((a, b) => a.start - b.start).map((n) => [String(n.resolution.value).replace("%", "").replace(",", ".")]);
}

function found(kase) {
  const [year, month, date] = kase.day.split("-").map(Number);
  const day = new Date(year, month - 1, date, 12);
  if (job.peer === "counts") return counts(kase.text, day);
  if (job.peer === "money")
    return R.recognizeCurrency(kase.text, culture)
      .filter((c) => c.resolution.value)
      .map((c) => [`${String(c.resolution.value).replace(",", ".")} ${c.resolution.isoCurrency || CODES[c.resolution.unit] || c.resolution.unit}`]);
  return R.recognizeDateTime(kase.text, culture, undefined, day)
    .filter((t) => !/\.(time|timerange)$/.test(t.typeName)) // hours of the day are not scored
    .map(timeValues)
    .filter((values) => values.length);
}

job.cases.slice(0, 1).forEach(found);
const began = process.hrtime.bigint();
const said = job.cases.map(found);
console.log("\n" + JSON.stringify({ seconds: Number(process.hrtime.bigint() - began) / 1e9, found: said }));
