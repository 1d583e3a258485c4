"use strict";
// Everything the page knows stands in its tables; this script only shows, hides, sorts and copies.
// It makes text nodes and never markup, so that nothing an article says can be run.
(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const one = (selector, within = document) => within.querySelector(selector);
  const byId = (id) => document.getElementById(id);
  const say = (words) => { byId("said").textContent = words; };
  const element = (name, text = "", kind = "") => {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    if (kind) made.className = kind;
    return made;
  };

  // A row of a table, in full, beside the line it was read from.
  let selected = null;
  let from = null;

  const heads = (row) => all("thead th", row.closest("table")).map((head) => head.textContent.trim());

  function fill(row) {
    const body = one("#card .body");
    const names = heads(row);
    const list = element("dl");
    [...row.cells].forEach((cell, index) => {
      if (index === 0 || !cell.textContent.trim()) return;
      const value = element("dd");
      value.append(...[...cell.childNodes].map((node) => node.cloneNode(true)));
      list.append(element("dt", names[index]), value);
    });
    body.replaceChildren(element("p", row.cells[0].textContent.trim(), "title"), list);
  }

  function fillSpeaker(group) {
    const title = element("p", one(".speaker button", group).textContent, "title");
    const role = one(".speaker span", group);
    const list = element("ul");
    for (const link of all("a.to", group)) {
      const item = element("li");
      const to = element("a", link.textContent);
      to.href = `#${link.closest("tr").id}`;
      item.append(to);
      list.append(item);
    }
    one("#card .body").replaceChildren(title, ...(role ? [element("p", role.textContent)] : []), list);
  }

  function light(row) {
    all(".on, .lit").forEach((mark) => mark.classList.remove("on", "lit"));
    all("[data-speaker][aria-pressed]").forEach((button) => button.setAttribute("aria-pressed", button.dataset.speaker === row.id));
    row.classList.add("on");
    for (const mark of all(".text [data-row], .text [data-speaker]")) {
      if (mark.dataset.row === row.id) mark.classList.add("on");
      if (mark.dataset.speaker === row.id) mark.classList.add("lit");
    }
    return one(".text .mark.on, .text .claim.on, .text .lit");
  }

  function select(id, { scroll = true, address = true } = {}) {
    const row = byId(id);
    const card = byId("card");
    if (!row || !card || !row.closest(".tables table")) return false;
    selected = row;
    card.className = `card ${row.closest("table").dataset.part}`;
    if (row.tagName === "TBODY") fillSpeaker(row); else fill(row);
    const mark = light(row);
    card.hidden = false;
    document.body.classList.add("card-open");
    place(card, mark);
    const covered = mark && mark.getBoundingClientRect().bottom > card.getBoundingClientRect().top && isSheet(card);
    if (mark && (scroll || covered)) mark.scrollIntoView({ block: isSheet(card) ? "start" : "center", behavior: "instant" });
    if (address) history.replaceState(null, "", `#${id}`);
    return true;
  }

  const isSheet = (card) => getComputedStyle(card).position === "fixed";

  // On a wide screen the card stands in the margin, level with the line.
  function place(card, mark) {
    card.style.top = "";
    if (!mark || isSheet(card)) return;
    const spread = card.parentElement.getBoundingClientRect();
    const level = mark.getBoundingClientRect().top - spread.top - 12;
    card.style.top = `${Math.max(8, Math.min(level, spread.height - card.offsetHeight))}px`;
  }

  function close() {
    const card = byId("card");
    if (!card || card.hidden) return;
    card.hidden = true;
    document.body.classList.remove("card-open");
    all(".on, .lit").forEach((mark) => mark.classList.remove("on", "lit"));
    all(".speaker [aria-pressed]").forEach((button) => button.setAttribute("aria-pressed", "false"));
    selected = null;
    history.replaceState(null, "", location.pathname + location.search + (shown ? `#${shown}` : ""));
    (from && from.isConnected ? from : one(".text"))?.focus({ preventScroll: true });
  }

  function turn(step) {
    if (!selected) return;
    const rows = all(`tr[id], tbody[id]`, selected.closest("table")).filter((row) => row.tagName === selected.tagName && !row.hidden);
    select(rows[(rows.indexOf(selected) + step + rows.length) % rows.length].id);
  }

  // Layers and kinds: what is marked, and which rows are listed.
  function toggle(button) {
    const on = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", on);
    return on;
  }

  function showKinds(group) {
    const kinds = new Set(all("[aria-pressed='true']", group).map((button) => button.dataset.kind));
    const rows = all("tbody tr", one("table", group.closest("section")));
    for (const row of rows) {
      row.hidden = !kinds.has(row.dataset.kind);
      all(`.text [data-row="${CSS.escape(row.id)}"]`).forEach((mark) => mark.classList.toggle("off", row.hidden));
    }
    say(`${rows.filter((row) => !row.hidden).length} of ${rows.length} figures shown`);
  }

  // Tables sort by the value behind the cell where there is one; what is empty comes last.
  function sort(button) {
    const head = button.closest("th");
    const table = head.closest("table");
    const column = head.cellIndex;
    const down = head.getAttribute("aria-sort") === "ascending" || (!head.hasAttribute("aria-sort") && button.dataset.sort === "number");
    const key = (row) => row.cells[column].dataset.value ?? row.cells[column].textContent.trim();
    const compare = button.dataset.sort === "number"
      ? (a, b) => Number(a) - Number(b)
      : (a, b) => a.localeCompare(b, undefined, { numeric: true });
    all("th", head.parentElement).forEach((other) => other.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const rows = [...table.tBodies[0].rows].sort((a, b) => {
      const [x, y] = [key(a), key(b)];
      if (x === "" || y === "") return (x === "") - (y === "");
      return down ? compare(y, x) : compare(x, y);
    });
    table.tBodies[0].append(...rows);
    if (table.classList.contains("articles")) search();
    say(`Sorted by ${button.textContent}, ${down ? "descending" : "ascending"}`);
  }

  // Copying: the rows as they are in the record, those that are shown.
  function cell(value) {
    if (value === null || value === undefined) return "";
    if (typeof value === "number" || typeof value === "boolean") return String(value);
    let text = typeof value === "string" ? value : JSON.stringify(value);
    if (/^[=+\-@\t\r]/.test(text) && !/^[+-]?\d[\d.]*$/.test(text)) text = `'${text}`; // no formulas
    return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  }

  function flat(row) {
    return Object.fromEntries(Object.entries(row).flatMap(([name, value]) =>
      value && typeof value === "object" && !Array.isArray(value)
        ? Object.entries(value).map(([inner, deep]) => [`${name}_${inner}`, deep])
        : [[name, value]]));
  }

  function csv(rows) {
    const flats = rows.map(flat);
    const names = [...new Set(flats.flatMap(Object.keys))];
    return [names.join(","), ...flats.map((row) => names.map((name) => cell(row[name])).join(","))].join("\n") + "\n";
  }

  async function copy(button) {
    const { part, copy: form } = button.dataset;
    const rows = JSON.parse(one("script.data").textContent)[part];
    const key = { figures: "figure_id", claims: "claim_id", periods: "period_id", entities: "entity_id" }[part];
    const kept = new Set(all(`table[data-part="${part}"] tbody tr[id]`).filter((row) => !row.hidden).map((row) => row.id));
    const name = { figures: "figure", claims: "claim", periods: "period", entities: "name" }[part];
    const shownRows = rows.filter((row) => kept.has(`${name}-${row[key].replace(/[^A-Za-z0-9_.-]/g, "_")}`));
    const text = form === "csv" ? csv(shownRows) : JSON.stringify(shownRows, null, 2);
    try {
      await navigator.clipboard.writeText(text);
    } catch { // a page from a file may not be allowed to: the old way asks nobody
      const area = element("textarea", text, "unseen");
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
      button.focus();
    }
    say(`${shownRows.length} rows copied as ${form.toUpperCase()}`);
    const before = button.textContent;
    button.textContent = `Copied ${shownRows.length} rows`;
    setTimeout(() => { button.textContent = before; }, 1500);
  }

  // The desk: search and filters over the list, a page of it at a time.
  const AT_ONCE = 100;
  let limit = AT_ONCE;

  function search() {
    const table = one("table.articles");
    if (!table) return;
    const words = (byId("query").value || "").toLocaleLowerCase().split(/\s+/).filter(Boolean);
    const publisher = byId("publisher").value;
    const [first, last] = [byId("since").value, byId("until").value];
    const copies = byId("copies").checked;
    let found = 0;
    for (const row of table.tBodies[0].rows) {
      const { search: text, publisher: by, day, copy } = row.dataset;
      const fits = (copies || !copy) && (!publisher || by === publisher)
        && (!first || day >= first) && (!last || (day && day <= last)) && words.every((word) => text.includes(word));
      found += fits;
      row.hidden = !fits || found > limit;
    }
    byId("found").textContent = `${found.toLocaleString("en")} ${found === 1 ? "article" : "articles"}${found > limit ? `, the first ${limit} shown` : ""}`;
    byId("further").hidden = found <= limit;
  }

  // A report of several articles holds each as a template, shown when its address is asked for.
  let shown = "";

  function route() {
    const id = decodeURIComponent(location.hash.slice(1));
    const holder = byId("opened");
    if (holder) {
      const template = id && all("template").find((each) => each.id === id || each.content.getElementById(id));
      if (template && shown !== template.id) {
        holder.replaceChildren(document.importNode(template.content, true));
        shown = template.id;
        byId("desk").hidden = true;
        scrollTo(0, 0);
        if (template.id === id) one("h1", holder).scrollIntoView({ block: "center" });
      } else if (!template && (!id || (byId(id) && byId("desk").contains(byId(id))))) {
        holder.replaceChildren();
        shown = "";
        byId("desk").hidden = false;
      }
    }
    if (!id) return;
    if (id.startsWith("at-")) select(id.slice(3), { address: false }); else select(id);
  }

  document.addEventListener("click", (event) => {
    const target = event.target.closest("button, a, [data-row]");
    if (!target) return;
    if (target.matches(".layer")) document.body.classList.toggle(`no-${target.dataset.layer}`, !toggle(target));
    else if (target.matches("[data-kind]") && target.closest(".kinds")) { toggle(target); showKinds(target.closest(".kinds")); }
    else if (target.matches("button[data-sort]")) sort(target);
    else if (target.matches("[data-copy]")) copy(target);
    else if (target.matches("button[data-speaker]")) { from = target; select(target.dataset.speaker, { scroll: false }); }
    else if (target.matches(".before")) turn(-1);
    else if (target.matches(".after")) turn(1);
    else if (target.matches(".close")) close();
    else if (target.id === "further") { limit += AT_ONCE; search(); }
    else if (target.closest(".text") && target.dataset.row) {
      const layer = ["figure", "period", "name"].find((name) => target.classList.contains(name)) ?? "claim";
      event.preventDefault();
      if (document.body.classList.contains(`no-${layer}`) || target.classList.contains("off")) return;
      if (!getSelection().isCollapsed) return; // the reader selects text
      from = target.matches("a") ? target : null;
      select(target.dataset.row, { scroll: false });
    } else if (target.matches("a[href^='#']")) {
      const id = decodeURIComponent(target.hash.slice(1));
      const row = id.startsWith("at-") ? id.slice(3) : id;
      if (!target.closest("#card")) from = target;
      if (select(row)) event.preventDefault();
    }
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
  addEventListener("hashchange", () => requestAnimationFrame(route));
  addEventListener("resize", () => { if (selected) place(byId("card"), one(".text .mark.on, .text .claim.on, .text .lit")); });
  for (const field of all(".search input, .search select")) field.addEventListener("input", () => { limit = AT_ONCE; search(); });
  search();
  // The browser goes to the row that an address names; after that we go to its words.
  if (document.readyState === "complete") route();
  else addEventListener("load", () => requestAnimationFrame(route));
})();
