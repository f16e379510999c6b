// Runs before everything else, in browsers of any age: no modern syntax here. It applies the theme
// of the link, and explains what is wrong where boot.js, a module, cannot run at all.
(function () {
  document.documentElement.setAttribute("data-scripts", ""); // style.css shows the progress bar only with scripts
  var theme = /[#&?]theme=(light|dark)\b/.exec(location.hash);
  if (theme) document.documentElement.setAttribute("data-theme", theme[1]);

  /** @param {string} id of a screen in index.html */
  function show(id) {
    var loading = document.getElementById("loading");
    var screen = document.getElementById(id);
    if (loading) loading.hidden = true;
    if (screen) screen.hidden = false;
  }

  document.addEventListener("DOMContentLoaded", function () {
    if (location.protocol === "file:") show("opened-as-file");
    // A module is not fetched for a frame without an origin.
    else if (window.origin === "null") show("sandboxed-frame");
    else if (!("noModule" in document.createElement("script"))) show("old-browser");
  });
})();
