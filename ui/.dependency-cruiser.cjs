// The layering of ARCHITECTURE.md: an import that goes up, or round in a circle, is an error.
const room = (name) => `^src/${name}/`;
const forbid = (name, from, to, comment) => ({
  name,
  severity: "error",
  comment,
  from: { path: from },
  to: { path: to },
});

module.exports = {
  forbidden: [
    { name: "no-circles", severity: "error", from: {}, to: { circular: true } },
    forbid("only-backend-talks-to-tauri", "^src/(?!backend/)", "@tauri-apps", "There is one door."),
    forbid("backend-is-the-ground", room("backend"), "^src/(?!backend/)", "The door knows no screen."),
    forbid("view-is-pure", room("view"), "^src/(?!view/|backend/generated/)", "Maths for the eye only."),
    forbid("kit-knows-no-medicine", room("kit"), "^src/(?!kit/|view/|testids)", "Buttons know no medicine."),
    forbid("text-is-sentences", room("text"), "^src/(?!text/|backend/|view/|commands/)", "Sentences and names only."),
    forbid("commands-know-no-screen", room("commands"), "^src/(?!commands/)", "Keys and their commands."),
    forbid("pictures-are-drawings", room("pictures"), "^src/(?!pictures/)", "Drawings only."),
    {
      name: "features-do-not-know-each-other",
      severity: "error",
      from: { path: "^src/features/([^/]+)/" },
      to: { path: "^src/(features|screens|frame)/", pathNot: "^src/features/$1/" },
    },
    forbid("frame-knows-no-screen", room("frame"), "^src/(features|screens)/", "Screens are put in by App."),
    {
      name: "no-orphans",
      severity: "error",
      from: { orphan: true, pathNot: "(\\.d\\.ts|\\.test\\.ts|main\\.ts)$" },
      to: {},
    },
    { name: "not-to-unresolvable", severity: "error", from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["svelte", "import", "browser", "default"],
      extensions: [".ts", ".svelte", ".js", ".css", ".svelte.ts"],
    },
  },
};
