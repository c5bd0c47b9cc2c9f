// Every message from the page to the program passes here first; only the commands that the page
// has are let through.
const allowed = new Set([
  "call",
  "closed",
  "kept_open",
  "reveal",
  "plugin:dialog|open",
  "plugin:event|listen",
  "plugin:event|unlisten",
]);
window.__TAURI_ISOLATION_HOOK__ = (message) => {
  if (!allowed.has(message.cmd)) throw new Error("not a command of this program");
  return message;
};
