// A plan's page: where there is room beside the text, outline and facts stand open.
const wide = matchMedia("(min-width: 1000px)");

function unfold() {
  for (const panel of document.querySelectorAll("[data-open-when-wide]")) panel.open = wide.matches;
}

wide.addEventListener("change", unfold);
unfold();
