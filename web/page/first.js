// Runs before everything else, in browsers of any age: no modern syntax here. It puts the page in the
// theme that the link asks for, and says what is wrong where loader.js, a module, cannot run at all.
(function () {
  document.documentElement.setAttribute("data-scripts", ""); // the progress bar moves only with them
  var asked = /[#&?]theme=(light|dark)\b/.exec(location.hash);
  if (asked) document.documentElement.setAttribute("data-theme", asked[1]);

  function show(id) {
    document.getElementById("loading").hidden = true;
    document.getElementById(id).hidden = false;
  }

  document.addEventListener("DOMContentLoaded", function () {
    if (location.protocol === "file:") show("opened-as-file");
    else if (!("noModule" in document.createElement("script"))) show("old-browser");
  });
})();
