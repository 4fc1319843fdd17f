// The list of plans: comparing is offered once two to four plans are ticked, and says how many are.
const form = document.querySelector(".choose");

function count() {
  const ticked = form.querySelectorAll("input:checked").length;
  const button = form.querySelector(".compare-bar .button");
  button.disabled = ticked < Number(form.dataset.fewest) || ticked > Number(form.dataset.most);
  button.querySelector("[data-count]").textContent = ticked ? ` (${ticked})` : "";
}

if (form) {
  form.addEventListener("change", count);
  // Coming back, the browser may tick again what was ticked before.
  addEventListener("pageshow", count);
}
