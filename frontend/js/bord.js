// Dragging a block of the board fills the form that the buttons use; without this script the buttons are there.
const board = document.querySelector("[data-bord]");
const move = document.getElementById("verschuif");
if (board) board.scrollLeft = board.scrollWidth; // what is newest first, where not all of it fits
if (board && move) {
  const quarter = () => {
    const marks = board.querySelectorAll(".k-bord__as .k-bord__kwartaal");
    return marks.length > 1 ? marks[1].getAttribute("x") - marks[0].getAttribute("x") : 62;
  };
  let held = null;
  const steps = (event) => Math.round((event.clientX - held.from) / held.wide);
  const draw = (shift) => {
    if (held.edge) {
      held.boxes.forEach((box) => box.setAttribute("width", Math.max(18, held.width + shift)));
    } else {
      held.block.setAttribute("transform", `translate(${shift} 0)`);
    }
  };
  const drop = (keep) => {
    if (!held) return;
    held.block.classList.remove("k-blok--sleep");
    if (!keep) draw(0);
    held = null;
  };
  board.addEventListener("pointerdown", (event) => {
    const block = event.target.closest("[data-blok]");
    if (!block || event.button !== 0 || event.pointerType === "touch") return;
    const box = block.querySelector("rect").getBoundingClientRect();
    held = {
      block, from: event.clientX, wide: quarter(), edge: box.right - event.clientX < 12, moved: false,
      boxes: block.querySelectorAll("rect"), width: Number(block.querySelector("rect").getAttribute("width")),
    };
  });
  board.addEventListener("dragstart", (event) => event.preventDefault());
  window.addEventListener("pointermove", (event) => {
    if (!held) return;
    if (Math.abs(event.clientX - held.from) > 4) held.moved = true;
    if (!held.moved) return;
    held.block.classList.add("k-blok--sleep");
    draw(event.clientX - held.from);
  });
  window.addEventListener("pointerup", (event) => {
    if (!held) return;
    const number = steps(event), { block, edge, moved } = held;
    if (moved) block.addEventListener("click", (click) => click.preventDefault(), { once: true });
    if (!moved || !number) { drop(false); return; }
    drop(true);
    const fields = move.elements;
    fields.blok.value = block.dataset.blok;
    fields.versie.value = block.dataset.versie;
    fields.begin.value = edge ? 0 : number;
    fields.einde.value = number;
    move.requestSubmit();
  });
  window.addEventListener("keydown", (event) => { if (event.key === "Escape") drop(false); });
}
