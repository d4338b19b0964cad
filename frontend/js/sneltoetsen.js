// Keyboard map of the workbench; ? shows it, each person can switch it off (WCAG 2.1.4).
const help = document.getElementById("sneltoetsen");
if (help) {
  const off = help.querySelector("[data-sneltoetsen-uit]");
  const places = { m: "/werk/", t: "/werk/team/", z: "/werk/zoeken/", d: "/werk/dashboard/" };
  const stored = () => { try { return localStorage.getItem("sneltoetsen") === "uit"; } catch { return false; } };
  let silent = stored();
  let before = "";
  off.checked = silent;
  off.addEventListener("change", () => {
    silent = off.checked;
    try { localStorage.setItem("sneltoetsen", silent ? "uit" : "aan"); } catch { before = ""; }
  });
  const opener = document.querySelector("[data-sneltoetsen-hulp]");
  if (opener) {
    opener.hidden = false;
    opener.addEventListener("click", () => help.showModal());
  }

  const rows = () => [...document.querySelectorAll("[data-rij]")];
  const current = () => document.querySelector("[data-rij][data-hier]");
  const move = (step) => {
    const all = rows();
    if (!all.length) return;
    const here = current();
    const next = all[Math.min(Math.max(all.indexOf(here) + step, 0), all.length - 1)];
    if (here) here.removeAttribute("data-hier");
    next.setAttribute("data-hier", "");
    (next.querySelector("a[href]") ?? next).focus();
    next.scrollIntoView({ block: "nearest" });
  };
  const choose = () => {
    const box = current()?.querySelector("input[type=checkbox]");
    if (!box) return false;
    box.click();
    current().toggleAttribute("data-gekozen", box.checked);
    return true;
  };
  const press = (key) => {
    const target = [...document.querySelectorAll("[data-sneltoets]")].find((item) => item.dataset.sneltoets === key);
    if (!target) return false;
    if (target.matches("input, textarea, select")) target.focus(); else target.click();
    // A summary opens its form: go on typing in the first field.
    if (target.matches("summary") && target.parentElement.open) {
      target.parentElement.querySelector("input:not([type=hidden]), select, textarea")?.focus();
    }
    return true;
  };
  const act = (key) => {
    if (before === "g" && places[key]) { location.assign(places[key]); return true; }
    if (key === "?") { help.showModal(); return true; }
    if (key === "j") { move(1); return true; }
    if (key === "k") { move(-1); return true; }
    if (key === "x") return choose();
    return press(key);
  };

  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      if (press("/")) event.preventDefault();
      return;
    }
    if (silent || event.ctrlKey || event.metaKey || event.altKey || help.open) return;
    if (event.target.closest("input, textarea, select, [contenteditable], dialog")) return;
    if (act(event.key)) event.preventDefault();
    before = event.key;
  });
}
