// Shows the chosen files with their size, and the progress while the form is sent. The form works without.
const size = (bytes) => new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 })
  .format(bytes > 1e6 ? bytes / 1e6 : bytes / 1e3) + (bytes > 1e6 ? " MB" : " kB");

const show = (box, input) => {
  const list = box.querySelector("[data-upload-lijst]");
  list.replaceChildren(...[...input.files].map((file) => {
    const item = document.createElement("li");
    item.className = "k-bestand__item";
    item.textContent = `${file.name} (${size(file.size)})`;
    return item;
  }));
};

for (const box of document.querySelectorAll("[data-upload]")) {
  const input = box.querySelector("input[type=file]");
  const frame = box.querySelector(".k-bestand");
  if (!input || !frame) continue;
  input.addEventListener("change", () => show(box, input));
  for (const name of ["dragenter", "dragover"]) {
    frame.addEventListener(name, (event) => { event.preventDefault(); frame.classList.add("k-bestand--boven"); });
  }
  for (const name of ["dragleave", "drop"]) {
    frame.addEventListener(name, () => frame.classList.remove("k-bestand--boven"));
  }
  frame.addEventListener("drop", (event) => {
    event.preventDefault();
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  const inputs = [...form.querySelectorAll("[data-upload] input[type=file]")].filter((input) => input.files.length);
  if (!inputs.length || form.hasAttribute("hx-post") || event.defaultPrevented) return;
  event.preventDefault();
  const bar = document.createElement("progress");
  bar.max = 100;
  bar.value = 0;
  bar.setAttribute("aria-label", inputs[0].files[0].name);
  inputs[0].closest("[data-upload]").querySelector("[data-upload-lijst]").append(bar);
  const sender = new XMLHttpRequest();
  sender.upload.addEventListener("progress", (step) => { bar.value = step.lengthComputable ? (100 * step.loaded) / step.total : 50; });
  sender.addEventListener("load", () => {
    if (sender.responseURL && sender.responseURL !== location.href) { location.assign(sender.responseURL); return; }
    const page = new DOMParser().parseFromString(sender.responseText, "text/html");
    document.title = page.title;
    document.getElementById("inhoud").replaceWith(page.getElementById("inhoud"));
    document.querySelector("[data-focus]")?.focus();
  });
  sender.addEventListener("error", () => form.submit());
  sender.open("POST", form.action || location.href);
  const data = new FormData(form);
  if (event.submitter?.name) data.append(event.submitter.name, event.submitter.value);
  sender.send(data);
});
