// Suggests addresses while somebody types, and fills the address fields below. Without this the fields are typed.
const PAUSE = 120;

const fill = (scope, part, value) => {
  const field = scope.querySelector(`[name="${part}"], [name$=".${part}"]`);
  if (!field || !value) return;
  field.value = value;
  field.dispatchEvent(new Event("change", { bubbles: true }));
};

const start = (box) => {
  const input = box.querySelector("[role=combobox]");
  const list = box.querySelector("[role=listbox]");
  const state = box.querySelector("[role=status]");
  const scope = box.closest("fieldset") ?? box.closest("form");
  let timer, asked, here = -1, found = [];

  const close = () => {
    list.hidden = true;
    here = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const mark = (to) => {
    const items = [...list.children];
    if (!items.length) return;
    here = (to + items.length) % items.length;
    items.forEach((item, n) => item.setAttribute("aria-selected", String(n === here)));
    input.setAttribute("aria-activedescendant", items[here].id);
    items[here].scrollIntoView({ block: "nearest" });
  };
  const show = (addresses) => {
    found = addresses;
    list.replaceChildren(...addresses.map((address, n) => {
      const item = document.createElement("li");
      item.id = `${list.id}-${n}`;
      item.className = "k-adreszoek__keuze";
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      item.textContent = address.tekst;
      item.addEventListener("pointerdown", (event) => { event.preventDefault(); choose(n); });
      return item;
    }));
    state.textContent = addresses.length ? "" : state.dataset.geen;
    if (!addresses.length) return close();
    here = -1;
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    input.removeAttribute("aria-activedescendant");
  };
  const choose = (n) => {
    const address = found[n];
    close();
    if (!address.huisnummer) {
      input.value = `${address.straat} `;
      state.textContent = state.dataset.verder;
      input.focus();
      return;
    }
    input.value = address.tekst;
    for (const part of ["postcode", "huisnummer", "straat", "woonplaats"]) fill(scope, part, address[part]);
    state.textContent = state.dataset.gekozen;
  };
  const ask = async () => {
    const question = input.value.trim();
    asked?.abort();
    if (question.length < 2) { state.textContent = ""; return close(); }
    asked = new AbortController();
    try {
      const answer = await fetch(`${box.dataset.adreszoek}?q=${encodeURIComponent(question)}`, { signal: asked.signal });
      if (answer.ok) show((await answer.json()).adressen);
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  };

  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, PAUSE); });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) ask(); else mark(here + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter") {
      event.preventDefault(); // never sends the form: it is not one of its answers
      if (!list.hidden) choose(Math.max(here, 0));
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    }
  });
  box.hidden = false;
};

document.querySelectorAll("[data-adreszoek]").forEach(start);
