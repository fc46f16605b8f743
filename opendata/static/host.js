/* On the page around embeds: each frame takes the height that the page in it tells. Nothing else is read or sent. */
(function () {
  "use strict";
  function frames() {
    return Array.prototype.slice.call(document.querySelectorAll("iframe[data-dti]"));
  }
  addEventListener("message", function (event) {
    var height = event.data && event.data.dti;
    if (typeof height !== "number" || !(height > 0 && height < 20000)) return;
    frames().forEach(function (frame) {
      var ours = frame.contentWindow === event.source && new URL(frame.src).origin === event.origin;
      if (ours) frame.style.height = Math.ceil(height) + "px";
    });
  });
  // A frame that was there before this script told its height to nobody: ask again.
  frames().forEach(function (frame) {
    frame.contentWindow.postMessage("dti?", "*");
  });
})();
