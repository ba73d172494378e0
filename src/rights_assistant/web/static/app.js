/* Opens sources beside the answer, and names things for people who listen to the page.
   Text goes in by textContent only. Nothing is stored; nothing is asked of another host. */
"use strict";

(() => {
  const meta = (name) => document.querySelector(`meta[name="${name}"]`)?.content ?? "";
  const words = JSON.parse(meta("ours-words") || "{}");
  const lang = meta("ours-lang") || "en";
  const fill = (text, values) => text.replace(/\$(\w+)/g, (all, name) => values[name] ?? all);
  const make = (tag, text = "", name = "") => {
    const made = document.createElement(tag);
    made.textContent = text;
    if (name) made.className = name;
    return made;
  };

  /* The language: Gradio sets the browser's, but the page is written in ours. */

  const root = document.documentElement;
  const speak = () => {
    if (root.lang !== lang) root.lang = lang;
  };
  new MutationObserver(speak).observe(root, { attributes: true, attributeFilter: ["lang"] });
  speak();

  /* The opened source. */

  const panel = make("aside");
  panel.id = "ours-source";
  panel.hidden = true;
  panel.setAttribute("role", "dialog");
  panel.setAttribute("aria-modal", "false");
  panel.setAttribute("aria-labelledby", "ours-source-title");
  const bar = make("div", "", "ours-bar");
  const shut = make("button", words.close);
  shut.type = "button";
  bar.append(make("strong", words.label), shut);
  const body = make("div");
  panel.append(bar, body);

  let opener = null;
  let asked = 0;

  const title = (text) => {
    const made = make("h2", text);
    made.id = "ours-source-title";
    made.tabIndex = -1;
    return made;
  };

  const draw = (source) => {
    const passage = make("p", "", "ours-passage");
    passage.lang = source.language;
    passage.append(source.before, make("mark", source.quote), source.after);
    const facts = make("dl", "", "ours-facts");
    for (const [label, value] of source.facts) facts.append(make("dt", label), make("dd", value));
    body.replaceChildren(title(source.title), make("h3", source.heading), passage, make("p", words.marked), facts);
    if (source.url) body.append(away(words.publisher, source.url));
    if (source.law) body.append(drawLaw(source.law));
    body.querySelector("mark").scrollIntoView({ block: "nearest" });
  };

  const away = (text, address) => {
    const link = make("a", text);
    link.href = address;
    link.target = "_blank";
    link.rel = "noreferrer noopener";
    return link;
  };

  /* The law's own words, in the language that was chosen; far from the marked place they are folded. */

  const spoken = (tag, text, name, language, direction) => {
    const made = make(tag, text, name);
    made.lang = language;
    made.dir = direction;
    return made;
  };

  const foldLaw = (label, text) => {
    const fold = make("details");
    fold.append(spoken("summary", label, "", lang, "ltr"), make("p", text));
    return text ? [fold] : [];
  };

  const drawLaw = (law) => {
    const section = make("section", "", "ours-law");
    const heading = make("h3", law.heading, "ours-law-title");
    heading.id = "ours-law-title";
    section.setAttribute("aria-labelledby", heading.id);
    section.append(heading, spoken("p", law.name, "ours-law-name", law.language, law.direction));
    if (law.languages.length > 1) {
      const choose = make("nav", "", "ours-languages");
      choose.setAttribute("aria-label", law.choose);
      const list = make("ul");
      for (const one of law.languages) {
        const item = make("li");
        const link = spoken("a", one.name, "", one.language, one.direction);
        link.href = one.href;
        link.hreflang = one.language;
        if (one.current) link.setAttribute("aria-current", "true");
        item.append(link);
        list.append(item);
      }
      choose.append(list);
      section.append(choose);
    }
    for (const told of law.told) section.append(make("p", told, "ours-told"));
    const shown = make("p");
    shown.append(law.before, ...(law.quote ? [make("mark", law.quote)] : []), law.after);
    const passage = spoken("div", "", "ours-passage", law.language, law.direction);
    passage.append(...foldLaw(law.show_before, law.folded_before), shown, ...foldLaw(law.show_after, law.folded_after));
    const facts = make("dl", "", "ours-facts");
    for (const [label, value] of law.facts) facts.append(make("dt", label), make("dd", value));
    section.append(passage, facts, away(law.library_words, law.library));
    if (law.url) section.append(document.createElement("br"), away(law.url_words, law.url));
    return section;
  };

  const open = async (link) => {
    const turn = ++asked;
    /* A link inside the panel chooses a language: who opened it stays who opened it. */
    if (panel.contains(link)) {
      await load(link, turn);
      if (turn !== asked) return;
      (body.querySelector(".ours-languages [aria-current]") ?? body.querySelector("h2")).focus({ preventScroll: true });
      body.querySelector(".ours-law")?.scrollIntoView({ block: "start" });
      return;
    }
    document.querySelector("a.ours-opened")?.classList.remove("ours-opened");
    opener = link;
    link.classList.add("ours-opened");
    if (!panel.isConnected) document.body.append(panel);
    body.replaceChildren(title(words.loading));
    panel.hidden = false;
    panel.scrollTop = 0;
    root.classList.add("ours-open");
    shut.focus();
    await load(link, turn);
    if (turn !== asked) return;
    if (panel.contains(document.activeElement)) body.querySelector("h2").focus({ preventScroll: true });
    if (window.innerWidth < 1000) link.scrollIntoView({ block: "start" });
  };

  const load = async (link, turn) => {
    try {
      const reply = await fetch(link.href, { headers: { Accept: "application/json" }, credentials: "omit", cache: "no-store" });
      const found = await reply.json();
      if (turn !== asked) return;
      if (reply.ok) draw(found);
      else body.replaceChildren(title(found.message ?? words.failed));
    } catch {
      if (turn !== asked) return;
      body.replaceChildren(title(words.failed));
    }
  };

  const close = () => {
    if (panel.hidden) return;
    asked += 1;
    panel.hidden = true;
    root.classList.remove("ours-open");
    const back = opener?.isConnected ? opener : document.querySelector(`a[href="${CSS.escape(opener?.getAttribute("href") ?? "")}"]`);
    back?.classList.remove("ours-opened");
    back?.focus();
    opener = null;
  };

  shut.addEventListener("click", close);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.isComposing) close();
  });
  document.addEventListener(
    "click",
    (event) => {
      const link = event.target instanceof Element ? event.target.closest("a[href^='/source/']") : null;
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      event.stopPropagation();
      open(link);
    },
    true,
  );

  /* Names: Gradio's sanitiser strips them from links, and reads raw Markdown aloud for messages. */

  const nameSources = (message) => {
    const titles = new Map();
    const links = [...message.querySelectorAll("a[href^='/source/']")];
    const number = (link) => link.textContent.replace(/\D/g, "");
    for (const link of links) {
      const named = link.closest("li")?.querySelector(":scope > strong:last-of-type");
      if (named) titles.set(number(link), named.textContent);
    }
    for (const link of links) {
      const known = titles.get(number(link));
      const name = known ? fill(words.link, { number: number(link), title: known }) : "";
      if (name && link.getAttribute("aria-label") !== name) link.setAttribute("aria-label", name);
      link.removeAttribute("target");
    }
  };

  /* A long answer has many sources; its list stays folded until it is wanted. Each number opens its source all the same. */

  const foldSources = (message) => {
    const heading = [...message.querySelectorAll("h2")].find((h2) => h2.textContent === words.sources && !h2.closest("summary"));
    const list = heading?.nextElementSibling;
    if (list?.tagName !== "UL") return;
    const fold = make("details");
    const summary = make("summary");
    heading.replaceWith(fold);
    heading.append(` (${list.children.length})`);
    summary.append(heading);
    fold.append(summary, list);
  };

  /* The conversation so far stays here, in the page: the server sends, and keeps, one turn at a time. */

  const before = make("section");
  before.id = "ours-before";
  let rows = [];
  let said = "";
  let turn = "";
  let joined = false;
  const gather = (chat) => {
    const found = [...chat.querySelectorAll(".user-row, .bot-row")].filter((row) => row.querySelector("[data-testid]"));
    const now = found.map((row) => row.textContent).join("\n");
    const number = document.getElementById("ours-turn")?.textContent.trim() ?? "";
    /* The same question twice gives the same answer: then only the number of the turn tells that it is over. */
    if (joined && (now !== said || number !== turn)) {
      joined = false;
      busy.textContent = "";
      if (!before.isConnected) chat.before(before);
      before.append(...rows);
      found[0]?.scrollIntoView({ block: "start" });
    }
    turn = number;
    if (!found.length) before.replaceChildren();
    said = now;
    rows = found.map((row) => row.cloneNode(true));
  };

  const noted = new WeakSet();
  const tidy = () => {
    const chat = document.getElementById("ours-chat");
    for (const message of chat?.querySelectorAll("[data-testid='bot'], [data-testid='user']") ?? []) {
      message.removeAttribute("aria-label");
      message.lang = lang;
      if (message.dataset.testid !== "bot") continue;
      nameSources(message);
      foldSources(message);
    }
    if (chat) gather(chat);
    place();
    for (const toast of document.querySelectorAll(".toast-body")) {
      if (!noted.has(toast) && !note.textContent) say(words.offline);
      noted.add(toast);
    }
  };

  const group = () => {
    for (const id of ["ours-country", "ours-depth"]) {
      const choices = document.getElementById(id);
      /* One name makes the arrows move inside the group; Gradio gives each choice its own, anew at every change. */
      for (const input of choices?.querySelectorAll("input[type='radio']") ?? []) {
        if (input.name !== id) input.name = id;
      }
      const asked = choices?.querySelector("[data-testid='block-info']")?.textContent ?? "";
      if (choices && choices.getAttribute("aria-label") !== asked) choices.setAttribute("aria-label", asked);
    }
  };

  let due = false;
  new MutationObserver(() => {
    group();
    if (due) return;
    due = true;
    requestAnimationFrame(() => {
      due = false;
      tidy();
    });
  }).observe(root, { childList: true, subtree: true, attributes: true, attributeFilter: ["name", "aria-label", "class"] });

  /* When an ask is not taken, say so in words beside the box, and leave the question there. */

  const told = (id, role) => {
    const note = make("p");
    note.id = id;
    note.setAttribute("role", role);
    return note;
  };
  const note = told("ours-note", "alert");
  const busy = told("ours-busy", "status");
  const place = () => {
    const button = document.getElementById("ours-send");
    if (button && !note.isConnected) button.after(busy, note);
  };
  const say = (text, doing = "") => {
    place();
    note.textContent = text;
    busy.textContent = doing;
  };
  const refusals = { 403: words.not_understood, 413: words.too_big, 422: words.not_understood, 429: words.too_fast, 503: words.busy };
  const plainFetch = window.fetch.bind(window);
  window.fetch = async (...sent) => {
    const address = sent[0] instanceof Request ? sent[0].url : String(sent[0]);
    if (!address.includes("/gradio_api/queue/join")) return plainFetch(...sent);
    try {
      const reply = await plainFetch(...sent);
      joined = reply.ok;
      if (reply.ok) say("", words.looking);
      else say(refusals[reply.status] ?? words.offline);
      return reply;
    } catch {
      /* Told of a lost connection, Gradio would reload the page and lose the question with it. */
      say(words.offline);
      return new Response(JSON.stringify({ detail: words.offline }), { status: 503 });
    }
  };
})();
