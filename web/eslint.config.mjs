// ESLint's recommended rules; called from the root as `eslint --config web/eslint.config.mjs`.
import js from "@eslint/js";
import globals from "globals";

// A leading underscore says that a value is there only because its neighbour is.
const rules = {
  "no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
  eqeqeq: "error",
  "prefer-const": "error",
  "no-var": "error",
  // A file may say which globals of the page it speaks of.
  "no-redeclare": ["error", { builtinGlobals: false }],
};

export default [
  { ignores: ["build/**", "node_modules/**"] },
  js.configs.recommended,
  // The page's own modules end in .js, the tools and tests that run in Node in .mjs.
  {
    files: ["web/**/*.js", "tests/bench/peers/*.js"],
    rules,
    languageOptions: {
      globals: { ...globals.browser, ...globals.worker, ...globals.serviceworker },
    },
  },
  {
    // Must parse in browsers of any age, to tell them that they are too old.
    files: ["web/page/first.js"],
    rules: { "no-var": "off" },
    languageOptions: { sourceType: "script" },
  },
  {
    files: ["**/*.mjs"],
    rules,
    // A browser test's functions run in the page, so they speak of its globals too.
    languageOptions: { globals: { ...globals.node, ...globals.browser, purr: "readonly" } },
  },
];
