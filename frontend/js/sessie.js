// Two minutes before the session ends: a dialog with Ga verder. Nothing is stored in the browser.
const seconds = Number(document.body.dataset.sessie || 0);
const dialog = document.getElementById("sessie-dialoog");
if (seconds > 120 && dialog) {
  let timer;
  const plan = () => { timer = setTimeout(() => dialog.showModal(), (seconds - 120) * 1000); };
  const renew = async () => {
    clearTimeout(timer);
    const answer = await fetch(dialog.dataset.sessieUrl, { method: "POST", headers: { "X-CSRFToken": dialog.dataset.token } });
    if (!answer.ok) { location.reload(); return; }
    dialog.close();
    plan();
  };
  dialog.querySelector("[data-sessie-verder]").addEventListener("click", renew);
  dialog.addEventListener("cancel", (event) => { event.preventDefault(); renew(); });
  plan();
}
