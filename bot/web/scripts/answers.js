// Answers as elements: templates of the page, filled with text and never with markup.
const FEW = 4;

export function fill(name, texts = {}) {
  const element = document.getElementById(name).content.firstElementChild.cloneNode(true);
  for (const [slot, text] of Object.entries(texts)) slotOf(element, slot).textContent = text;
  return element;
}

export function slotOf(element, slot) {
  return element.querySelector(`[data-slot="${slot}"]`);
}

export function showAnswer(answer) {
  const element = fill("answer", { summary: answer.summary || answer.text });
  slotOf(element, "summary").lang = answer.language;
  const understood = slotOf(element, "understood");
  understood.textContent = answer.understood ?? "";
  understood.hidden = !answer.understood;
  understood.lang = answer.language;
  slotOf(element, "warnings").append(...answer.warnings.map((line) => fill("warning", { line })));
  slotOf(element, "choices").append(...(answer.choices ?? []).map((choice) => showChoice(choice, answer.question)));
  const plans = groupByPlan(answer.citations);
  slotOf(element, "sources").append(
    ...plans.map((citations, index) => showSource(citations, index === 0 || answer.citations.length <= FEW)),
  );
  const notes = slotOf(element, "notes");
  notes.textContent = answer.notes ?? "";
  notes.hidden = !answer.notes;
  notes.lang = answer.language;
  element.classList.toggle("unfound", !answer.found);
  prepareCopy(element.querySelector(".copy"), answer);
  return element;
}

// What is sent when a plan is chosen: the question again, of that plan alone.
function showChoice({ name, plan }, question) {
  const element = fill("choice", { name });
  Object.assign(element.firstElementChild.dataset, { plan, question });
  return element;
}

function groupByPlan(citations) {
  const plans = new Map();
  for (const citation of citations) {
    plans.set(citation.plan, [...(plans.get(citation.plan) ?? []), citation]);
  }
  return [...plans.values()];
}

function showSource(citations, open) {
  const element = fill("source", { title: citations[0].plan_title, count: citations.length });
  element.open = open;
  slotOf(element, "excerpts").append(...citations.map(showExcerpt));
  return element;
}

function showExcerpt(citation) {
  const { section, page, reading, quote } = citation;
  const element = fill("excerpt", { section, page, start: reading, quote: reading, raw: quote });
  // Words that were read anew from a bad scan may be wrong: what the scan has stands below them.
  for (const part of element.querySelectorAll(".excerpt-reread, .raw")) part.hidden = !citation.is_reread;
  // A text without page breaks is one page: naming it says nothing.
  element.querySelector(".excerpt-page").hidden = page < 2;
  const link = slotOf(element, "link");
  // Only addresses of this site: what comes as JSON is never trusted to be one.
  if (citation.url.startsWith("/plans/")) link.href = citation.url;
  return element;
}

function prepareCopy(button, answer) {
  const words = button.querySelector("span");
  const before = words.textContent;
  button.hidden = !answer.citations.length || !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(answer.text);
    words.textContent = button.dataset.done;
    setTimeout(() => (words.textContent = before), 2000);
  });
}
