// Focus on the error summary; a chosen error goes to its field; forms that send themselves or ask first.
const summary = document.querySelector("[data-focus]");
if (summary) summary.focus();

document.addEventListener("click", (event) => {
  const link = event.target.closest(".k-foutsamenvatting a[href^='#']");
  if (!link) return;
  const field = document.getElementById(link.hash.slice(1));
  if (!field) return;
  event.preventDefault();
  (field.closest(".k-veld") ?? field).scrollIntoView({ block: "center" });
  field.focus({ preventScroll: true });
});

document.addEventListener("change", (event) => {
  const control = event.target.closest("[data-verstuur-bij-wijziging]");
  if (control) control.form.requestSubmit();
});

document.addEventListener("submit", (event) => {
  const question = event.target.dataset.bevestig;
  if (question && !window.confirm(question)) event.preventDefault();
});
