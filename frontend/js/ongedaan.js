// Count-down in the toast; afterwards the toast goes, the server refuses a late undo by itself.
const word = (toast) => toast.querySelector("[data-ongedaan-teller]");
for (const toast of document.querySelectorAll("[data-ongedaan]")) {
  let left = Number(toast.dataset.ongedaan) || 10;
  const tick = () => {
    if (toast.matches(":focus-within, :hover") && left <= 1) return;
    if (left <= 0) { toast.remove(); clearInterval(timer); return; }
    const count = word(toast);
    if (count) count.textContent = `(${left})`;
    left -= 1;
  };
  const timer = setInterval(tick, 1000);
  tick();
}
