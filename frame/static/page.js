// Runs in the page before Streamlit's own program. It tells the server, by cookies, what only a browser knows
// (can it draw with WebGL, which language was chosen) and says Streamlit's own English words in that language.
"use strict";
(() => {
  const script = document.currentScript;
  const LANGUAGES = ["vi", "en", "es"];
  const ATTRIBUTES = ["aria-label", "title", "placeholder", "alt"];
  const SKIPPED = new Set(["SCRIPT", "STYLE", "svg", "CANVAS", "TEXTAREA"]);

  // On a cold link to /map Streamlit would first look for its server under /map, and log two errors, before it
  // tries the root. This file lies at <root>/files/frame/.
  const root = new URL("../../", script.src).href;
  window.__streamlit = { BACKEND_BASE_URL: root, MAIN_PAGE_BASE_URL: root };

  const cookie = (name) => (document.cookie.match(`(?:^|; )${name}=([^;]*)`) || [])[1];
  const setCookie = (name, value, age) => {
    const secure = location.protocol === "https:" ? "; Secure" : "";
    document.cookie = `${name}=${value}; Path=/; SameSite=Lax${age ? `; Max-Age=${age}` : ""}${secure}`;
  };

  // "software": a processor has to draw what a graphics card would; correct, but slow.
  function webgl() {
    const canvas = document.createElement("canvas");
    const gl = canvas.getContext("webgl2") || canvas.getContext("webgl");
    if (!gl) return "none";
    const info = gl.getExtension("WEBGL_debug_renderer_info");
    const renderer = String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
    gl.getExtension("WEBGL_lose_context")?.loseContext();
    return /swiftshader|llvmpipe|softpipe|software|basic render/i.test(renderer) ? "software" : "hardware";
  }
  if (!cookie("webgl")) {
    let found = "none";
    try {
      found = webgl();
    } catch {
      // A browser that forbids the question is treated as one without WebGL.
    }
    setCookie("webgl", found);
  }

  // Asked anew at every visit: the setting may have changed.
  setCookie("motion", matchMedia("(prefers-reduced-motion: reduce)").matches ? "less" : "any");

  // The language: the address, then the cookie, then what the server wrote into the page.
  let language = "";
  let dictionary = null;
  const dictionaries = { en: Promise.resolve(null) };
  const load = (lang) =>
    (dictionaries[lang] ??= fetch(script.dataset[lang])
      .then((answer) => answer.json())
      .then((read) => ({
        exact: new Map(Object.entries(read.exact)),
        patterns: read.patterns.map(([pattern, said]) => [new RegExp(`^${pattern}$`), said]),
      })));

  function speak(lang) {
    if (lang === language) return;
    language = document.documentElement.lang = lang;
    load(lang)
      .then((read) => {
        if (lang !== language) return;
        dictionary = read;
        translateWithin(document.documentElement);
      })
      .catch(() => {}); // English words are better than no page.
  }
  function lookAtAddress() {
    const asked = new URLSearchParams(location.search).get("lang");
    if (LANGUAGES.includes(asked)) {
      if (cookie("lang") !== asked) setCookie("lang", asked, 31536000);
      speak(asked);
    }
  }
  const kept = cookie("lang");
  const served = document.documentElement.lang;

  // Tables write numbers, and calendars the names of months, in the browser's first language: here the page's.
  const browsers = navigator.languages;
  Object.defineProperty(navigator, "languages", { get: () => [language || "vi", ...browsers] });

  // What we wrote and the English it stands for: [English, ours], by text node or by element and attribute.
  const written = new WeakMap();
  const said = (text) => {
    if (!dictionary || text.length > 160) return text;
    const trimmed = text.trim();
    const exact = dictionary.exact.get(trimmed);
    if (exact !== undefined) return text.replace(trimmed, () => exact);
    for (const [pattern, form] of dictionary.patterns)
      if (pattern.test(trimmed)) return text.replace(trimmed, () => trimmed.replace(pattern, form));
    return text;
  };
  function translate(holder, place, read, write) {
    const now = read();
    if (!now || !/[A-Za-z]/.test(now)) return;
    const places = written.get(holder) || {};
    const english = places[place] && places[place][1] === now ? places[place][0] : now;
    const ours = said(english);
    if (ours !== now) write(ours);
    if (ours !== english) written.set(holder, { ...places, [place]: [english, ours] });
  }
  const translateText = (node) =>
    translate(node, "text", () => node.nodeValue, (text) => (node.nodeValue = text));
  const translateAttribute = (element, name) =>
    translate(element, name, () => element.getAttribute(name), (text) => element.setAttribute(name, text));
  function translateElement(element) {
    for (const name of ATTRIBUTES) if (element.hasAttribute(name)) translateAttribute(element, name);
  }
  function translateWithin(root) {
    if (root.nodeType === Node.TEXT_NODE) return translateText(root);
    if (root.nodeType !== Node.ELEMENT_NODE || SKIPPED.has(root.tagName)) return;
    translateElement(root);
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) =>
      SKIPPED.has(node.nodeName) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
    );
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (node.nodeType === Node.TEXT_NODE) translateText(node);
      else translateElement(node);
    }
  }
  new MutationObserver((changes) => {
    if (!dictionary) return;
    for (const change of changes) {
      if (change.type === "childList") change.addedNodes.forEach(translateWithin);
      else if (change.type === "characterData") translateText(change.target);
      else if (!SKIPPED.has(change.target.nodeName)) translateAttribute(change.target, change.attributeName);
    }
  }).observe(document.documentElement, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
    attributeFilter: ATTRIBUTES,
  });

  // "Copy link": the address as it is at the click, with the choices that the page has written into it.
  async function copy(text) {
    if (navigator.clipboard && isSecureContext) return navigator.clipboard.writeText(text);
    const field = document.createElement("textarea"); // without TLS there is no other way
    field.value = text;
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    if (!done) throw new Error("not copied");
  }
  // "Copy as image": the picture in view, which is the very file, into the clipboard.
  async function copyPicture() {
    const picture = document.querySelector(".st-key-press_picture img");
    const png = fetch(picture.src).then((answer) => answer.blob());
    await navigator.clipboard.write([new ClipboardItem({ "image/png": png })]);
  }
  document.addEventListener("click", (event) => {
    if (event.target.closest?.(".print-page")) print();
  });
  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.(".copy-link, .copy-picture");
    if (!button || button.dataset.label) return;
    const label = button.querySelector("span");
    const status = button.parentElement.querySelector("[role=status]");
    const copied = button.matches(".copy-picture") ? copyPicture() : copy(location.href);
    const said = await copied.then(
      () => button.dataset.done,
      () => button.dataset.failed,
    );
    button.dataset.label = label.textContent;
    label.textContent = status.textContent = said;
    button.focus();
    setTimeout(() => {
      label.textContent = button.dataset.label;
      status.textContent = "";
      delete button.dataset.label;
    }, 2500);
  });

  // Streamlit changes the address without loading a page. A step that "back" returns to is another page or another
  // unit; any other choice takes the place of the address before it: "back" would otherwise come to one that the page
  // completes at once, and never get away from the page.
  const [push, replace] = [history.pushState, history.replaceState];
  function isStep(from, to) {
    const units = [from, to].map((url) => url.searchParams.get("unit"));
    return from.pathname !== to.pathname || (units[0] !== null && units[1] !== null && units[0] !== units[1]);
  }
  history.pushState = function (state, unused, url) {
    const to = new URL(url ?? "", location.href);
    (isStep(new URL(location.href), to) ? push : replace).call(this, state, unused, url);
    lookAtAddress();
  };
  history.replaceState = function (...given) {
    replace.apply(this, given);
    lookAtAddress();
  };
  addEventListener("popstate", lookAtAddress);
  lookAtAddress();
  if (!language) speak(LANGUAGES.includes(kept) ? kept : LANGUAGES.includes(served) ? served : "vi");
})();
