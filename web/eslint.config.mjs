// ESLint's recommended rules; called from the root as `eslint --config web/eslint.config.mjs`.
import js from "@eslint/js";
import globals from "globals";

// A leading underscore marks a value that is unused but needed for its position.
const rules = {
  "no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
  eqeqeq: "error",
  "prefer-const": "error",
  "no-var": "error",
  // A file may declare the globals of the page that it uses.
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
    // Must parse in browsers of any age, to explain that they are too old.
    files: ["web/page/first.js"],
    rules: { "no-var": "off" },
    languageOptions: { sourceType: "script" },
  },
  {
    files: ["**/*.mjs"],
    rules,
    // A browser test's functions run in the page, so they use its globals too.
    languageOptions: { globals: { ...globals.node, ...globals.browser, purr: "readonly" } },
  },
];
