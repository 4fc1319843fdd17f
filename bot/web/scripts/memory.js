// What the chat remembers in this tab: the turns, what is half typed, what stands open, how far it is scrolled.
const KEY = "thidua.chat";
const NOTHING = { turns: [], draft: "", open: [], scroll: 0 };

export function recall() {
  try {
    return { ...NOTHING, ...JSON.parse(sessionStorage.getItem(KEY)) };
  } catch {
    // No storage (a private window may forbid it) or unreadable: begin with an empty chat.
    return { ...NOTHING };
  }
}

export function keep(state) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(state));
  } catch {
    // Storage full or forbidden: the chat goes on, only not over a change of page.
  }
}
