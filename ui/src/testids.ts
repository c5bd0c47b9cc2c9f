// Every handle that a story touches, in one place.

export const ids = {
  signIn: { folder: "sign-in-folder", name: "sign-in-name", password: "sign-in-password", submit: "sign-in-submit", error: "sign-in-error", create: "sign-in-create", demo: "sign-in-demo" },
  create: { title: "create-title", folder: "create-folder", name: "create-name", password: "create-password", submit: "create-submit", recovery: "create-recovery", done: "create-done" },
  frame: { language: "frame-language", theme: "frame-theme", signOut: "frame-sign-out", error: "frame-error", nav: "nav" },
  home: { calibration: "home-calibration", next: "home-next", task: "home-task" },
  settings: { key: "settings-key", message: "settings-message", theme: "settings-theme", open: "settings-open", keys: "settings-keys", sheet: "keys-sheet" },
  screening: { position: "screening-position", stage: "screening-stage", importOpen: "import-open", near: "screening-near", calibrate: "screening-calibrate", undone: "screening-undone", cell: "screening-cell", accept: "screening-accept", discard: "screening-discard", importFolder: "import-folder", importStart: "import-start", importResult: "import-result", assign: "screening-assign", mask: "screening-mask", only: "screening-only" },
  annotate: { comment: "annotate-comment", sizeMm: "annotate-size", browse: "annotate-browse", phrase: "annotate-phrase", tool: "annotate-tool", scale: "annotate-scale", takeSize: "annotate-take-size", guidelines: "annotate-guidelines", guidelinesSearch: "annotate-guidelines-search", trial: "annotate-trial", copy: "annotate-copy", reason: "annotate-reason", stage: "annotate-stage", position: "annotate-position", saved: "annotate-saved", submit: "annotate-submit", missing: "annotate-missing", regions: "annotate-regions", lesions: "annotate-lesions", lesion: "annotate-lesion", value: "annotate-value", relation: "annotate-relation", differential: "annotate-differential", reasoning: "annotate-reasoning", treatment: "annotate-treatment", treatmentText: "annotate-treatment-text", next: "annotate-next", previous: "annotate-previous", undo: "annotate-undo", redo: "annotate-redo" },
  review: { remarks: "review-remarks", row: "review-row", a: "review-a", b: "review-b", both: "review-both", neither: "review-neither", own: "review-own", accept: "review-accept-fused", fused: "review-fused", reasoning: "review-reasoning", password: "review-password", sign: "review-sign", undecided: "review-undecided", rest: "review-rest" },
  agreement: { table: "agreement-table" },
  questions: { count: "questions-count", draft: "questions-draft", item: "questions-item", approve: "questions-approve", reject: "questions-reject", reason: "questions-reason" },
  release: { folder: "release-folder", name: "release-name", version: "release-version", password: "release-password", publish: "release-publish", result: "release-result", verify: "release-verify" },
  study: { invite: "study-invite", inviteName: "study-invite-name", code: "study-code", record: "study-record", verify: "study-verify" },
} as const;
