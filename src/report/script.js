// Sorts and filters the tables, keeps the filter in the address, saves what is shown. The page is whole without it.
"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const rows = $("facts-table") ? [...$("facts-table").tBodies[0].rows] : [];
  const form = $("filter");
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true, sensitivity: "base" });

  // sorting

  const valueOf = (row, column) => {
    const cell = row.cells[column];
    return cell.dataset.value ?? cell.textContent.trim();
  };

  /** Sorts by a column; rows that say nothing there come last either way. */
  const sort = (table, column, descending) => {
    const head = table.tHead.rows[0].cells;
    const numeric = head[column].dataset.sort === "n";
    const compare = numeric ? (a, b) => a - b : collator.compare;
    const keyed = [...table.tBodies[0].rows].map((row) => {
      const value = valueOf(row, column);
      return { row, value: value === "" ? null : numeric ? Number(value) : value };
    });
    keyed.sort((a, b) => {
      if (a.value === null || b.value === null) return (a.value === null) - (b.value === null);
      return descending ? compare(b.value, a.value) : compare(a.value, b.value);
    });
    table.tBodies[0].append(...keyed.map((k) => k.row));
    for (const cell of head) cell.removeAttribute("aria-sort");
    head[column].setAttribute("aria-sort", descending ? "descending" : "ascending");
  };

  for (const table of document.querySelectorAll("table.sortable")) {
    [...table.tHead.rows[0].cells].forEach((cell, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...cell.childNodes);
      cell.append(button);
      button.addEventListener("click", () => {
        const now = cell.getAttribute("aria-sort");
        // numbers and days are asked for from the greatest down
        const descending = now ? now === "ascending" : cell.dataset.sort !== "t";
        sort(table, column, descending);
        if (table.id === "facts-table") {
          order = (descending ? "-" : "") + cell.dataset.key;
          remember();
        }
      });
    });
  }

  // filtering

  let order = "";
  const fields = ["type", "company", "from", "to", "min", "currency", "modality", "words"];
  const texts = new Map();
  const fold = (s) => s.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const textOf = (row) => {
    if (!texts.has(row)) texts.set(row, { all: fold(row.textContent), names: fold(row.cells[1].textContent + "\n" + row.cells[2].textContent) });
    return texts.get(row);
  };

  /** 10M, 1.5bn, 1,5 Md, 12 500 as a number. */
  const amount = (written) => {
    const found = /^([\d\s.,']+)\s*([a-z]*)/i.exec(written.trim());
    if (!found) return NaN;
    const scale = { k: 1e3, m: 1e6, bn: 1e9, b: 1e9, md: 1e9, mds: 1e9, g: 1e9, tn: 1e12, t: 1e12 }[found[2].toLowerCase()] ?? 1;
    const plain = found[1].replace(/[\s']/g, "").replace(/[.,](?=\d{3}(\D|$))/g, "").replace(",", ".");
    return Number(plain) * scale;
  };

  const filter = () => {
    const want = Object.fromEntries(fields.map((name) => [name, form.elements[name].value.trim()]));
    const least = want.min ? amount(want.min) : NaN;
    const company = fold(want.company);
    const words = fold(want.words).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of rows) {
      const d = row.dataset;
      const fits =
        (!want.type || d.type === want.type) &&
        (!want.modality || d.modality === want.modality) &&
        (!want.currency || d.currency === want.currency) &&
        (!want.from || (d.to ?? "") >= want.from) &&
        (!want.to || (d.from !== undefined && d.from.slice(0, want.to.length) <= want.to)) &&
        (Number.isNaN(least) || Number(row.cells[3].dataset.value ?? -1) >= least) &&
        (!company || textOf(row).names.includes(company)) &&
        words.every((w) => textOf(row).all.includes(w));
      row.hidden = !fits;
      if (fits) shown += 1;
    }
    const count = new Intl.NumberFormat(document.documentElement.lang);
    $("shown").textContent = $("shown").dataset.words.replace("{n}", count.format(shown)).replace("{all}", count.format(rows.length));
  };

  // the filter in the address

  const remember = () => {
    const state = new URLSearchParams();
    for (const name of fields) if (form.elements[name].value.trim()) state.set(name, form.elements[name].value.trim());
    if (order) state.set("sort", order);
    const hash = state.toString();
    history.replaceState(null, "", hash ? "#" + hash : location.pathname + location.search);
  };

  const recall = () => {
    const state = new URLSearchParams(location.hash.slice(1));
    for (const name of fields) form.elements[name].value = state.get(name) ?? "";
    const wanted = state.get("sort") ?? "";
    if (wanted !== order && wanted) {
      const column = [...$("facts-table").tHead.rows[0].cells].findIndex((c) => c.dataset.key === wanted.replace("-", ""));
      if (column >= 0) sort($("facts-table"), column, wanted.startsWith("-"));
    }
    order = wanted;
    filter();
  };

  /** Goes to a fact, even if the filter hides it. */
  const reveal = () => {
    const target = $(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    if (target.hidden) {
      form.reset();
      filter();
      target.scrollIntoView({ block: "center" });
    }
    const row = target.closest("tr, .evidence");
    if (row) {
      row.tabIndex = -1;
      row.focus({ preventScroll: true });
    }
  };

  const arrive = () => (location.hash.includes("=") ? recall() : reveal());

  if (form) {
    form.hidden = false;
    form.addEventListener("input", () => { filter(); remember(); });
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(() => { filter(); remember(); }));
    filter();

    const lines = $("facts-csv").textContent.trimEnd().split("\n");
    const lineOf = new Map(rows.map((row, i) => [row, lines[i + 1]]));
    $("export").addEventListener("click", () => {
      const shown = [...$("facts-table").tBodies[0].rows].filter((row) => !row.hidden).map((row) => lineOf.get(row));
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([[lines[0], ...shown].join("\n") + "\n"], { type: "text/csv;charset=utf-8" }));
      link.download = "facts.csv";
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    });
    window.addEventListener("hashchange", arrive);
    if (location.hash) arrive();
  }

  // ways from elsewhere into the table

  for (const place of document.querySelectorAll(".filters")) {
    const link = document.createElement("a");
    link.href = "#" + new URLSearchParams({ company: place.dataset.company });
    link.append(...place.childNodes);
    place.append(link);
    link.addEventListener("click", () => $("facts").scrollIntoView());
  }
  for (const note of document.querySelectorAll(".scripted")) note.hidden = false;
  document.addEventListener("click", (event) => {
    const mark = event.target.closest?.("[data-fact]");
    if (mark) location.hash = mark.dataset.fact;
  });
})();
