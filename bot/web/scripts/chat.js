// The chat: ask, wait, show; go to a plan and come back to the same conversation.
import { fill, showAnswer } from "/scripts/answers.js";
import { keep, recall } from "/scripts/memory.js";

const PATIENCE = 30_000;
const room = document.getElementById("main");
const log = document.getElementById("log");
const welcome = document.getElementById("welcome");
const form = document.getElementById("ask");
const field = document.getElementById("question");
const sendButton = document.getElementById("send");
const newButton = document.getElementById("new");
const touch = matchMedia("(pointer: coarse)");

// A turn: { question, answer } or { question, failure }, where failure is the server's line or "".
let { turns, draft, open, scroll } = recall();
let waiting = false;

function remember() {
  const folds = [...log.querySelectorAll("details")].map((fold) => fold.open);
  keep({ turns, draft: field.value, open: folds, scroll: room.scrollTop });
}

async function fetchAnswer(question, previous, plan, key) {
  const response = await fetch("/api/ask", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ question, previous, plan, key }),
    signal: AbortSignal.timeout(PATIENCE),
  });
  const body = await response.json();
  return response.ok ? { answer: body } : { failure: body.error };
}

async function settle(turn) {
  // A thank-you between two questions is no turn to lean on.
  const before = turns.slice(0, turns.indexOf(turn)).filter((each) => each.answer?.question);
  delete turn.failure;
  try {
    const previous = before.at(-1)?.answer.question ?? null;
    Object.assign(turn, await fetchAnswer(turn.question, previous, turn.plan ?? null, turn.key ?? null));
  } catch {
    // Not reachable, too slow, or cut off in the middle: for the person it is one and the same.
    turn.failure = "";
  }
}

function showTurn(turn) {
  const element = fill("turn", { question: turn.question });
  if (turn.answer) element.append(showAnswer(turn.answer));
  else element.append(showFailure(turn, element));
  return element;
}

function showFailure(turn, element) {
  const failure = fill("failure", turn.failure ? { line: turn.failure } : {});
  failure.querySelector(".retry").addEventListener("click", () => waiting || answerTurn(turn, element));
  return failure;
}

function setWaiting(now) {
  waiting = now;
  log.setAttribute("aria-busy", String(now));
  refresh();
}

async function answerTurn(turn, element) {
  const bubble = fill("waiting");
  element.lastElementChild.matches(".failed") && element.lastElementChild.remove();
  element.append(bubble);
  bringUp(element);
  setWaiting(true);
  await settle(turn);
  bubble.replaceWith(turn.answer ? showAnswer(turn.answer) : showFailure(turn, element));
  setWaiting(false);
  bringUp(element);
  remember();
}

function ask(text, plan = null) {
  const question = text.trim();
  if (!question || waiting) return;
  // Asked again under the same key, a question whose answer was lost on its way gets that very answer.
  const turn = { question, plan, key: crypto.randomUUID(), failure: "" };
  const element = fill("turn", { question });
  turns.push(turn);
  log.append(element);
  // On a phone the keyboard would cover half of the answer.
  if (touch.matches) field.blur();
  answerTurn(turn, element);
  remember();
}

// A long answer is read from its beginning, so the question goes to the top.
function bringUp(element) {
  element.scrollIntoView({ block: "start" });
}

function refresh() {
  welcome.hidden = turns.length > 0;
  newButton.hidden = turns.length === 0;
  sendButton.disabled = waiting || !field.value.trim();
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight}px`;
}

function submit() {
  if (waiting || !field.value.trim()) return;
  const question = field.value;
  field.value = "";
  ask(question);
}

function restore() {
  log.append(...turns.map(showTurn));
  [...log.querySelectorAll("details")].forEach((fold, index) => (fold.open = open[index] ?? fold.open));
  field.value ||= draft;
  refresh();
  room.scrollTop = scroll;
}

// iOS lays its keyboard over the page: make the page as high as what is still seen.
function fitScreen() {
  document.documentElement.style.setProperty("--screen", `${visualViewport.height * visualViewport.scale}px`);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  submit();
});
field.addEventListener("keydown", (event) => {
  // While a Vietnamese input method is composing, Enter belongs to it.
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  submit();
});
field.addEventListener("input", refresh);
log.addEventListener("click", (event) => {
  const choice = event.target.closest(".choice");
  if (choice) ask(choice.dataset.question, choice.dataset.plan);
});
for (const chip of document.querySelectorAll(".chip")) {
  chip.addEventListener("click", () => ask(chip.textContent));
}
newButton.addEventListener("click", () => {
  if (waiting) return;
  turns = [];
  log.replaceChildren();
  refresh();
  remember();
  field.focus();
});
addEventListener("pagehide", remember);
visualViewport?.addEventListener("resize", fitScreen);
restore();
if (!touch.matches) field.focus();
