// Draws what is around a thing with Cytoscape.js. The page works without it: the list below the drawing says the same.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const box = document.getElementById("drawing");
  const elements = JSON.parse(document.getElementById("elements").textContent);
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const cy = cytoscape({
    container: box,
    elements,
    minZoom: 0.2,
    maxZoom: 3,
    style: [
      {
        selector: "node",
        style: {
          "background-color": "data(colour)", label: "data(caption)", color: "#1b2730", "font-size": 11,
          "text-wrap": "wrap", "text-max-width": 120, "text-valign": "bottom", "text-margin-y": 4, width: 26, height: 26,
        },
      },
      { selector: "node[middle = 1]", style: { width: 46, height: 46, "font-size": 14, "font-weight": "bold" } },
      {
        selector: "edge",
        style: {
          width: 1.2, "line-color": "#aab4bd", "target-arrow-color": "#aab4bd", "target-arrow-shape": "triangle",
          "curve-style": "bezier", color: "#52606d", "font-size": 9, "text-rotation": "autorotate",
        },
      },
      { selector: ".near", style: { "line-color": "#1d5c8a", "target-arrow-color": "#1d5c8a", label: "data(caption)" } },
      { selector: "node:selected", style: { "border-width": 4, "border-color": "#d97706" } },
    ],
    layout: {
      name: "cose", animate: false, randomize: false, nodeDimensionsIncludeLabels: true, nodeOverlap: 30,
      nodeRepulsion: 1500000, idealEdgeLength: 130, padding: 24,
    },
  });
  const pointed = document.getElementById("pointed");

  function link(href, words) {
    const made = document.createElement("a");
    made.href = href;
    made.textContent = words;
    return made;
  }

  cy.on("select", "node", ({ target }) => {
    cy.edges().removeClass("near");
    target.connectedEdges().addClass("near");
    const said = target.data();
    pointed.replaceChildren(said.whole);
    if (said.href) pointed.append(link(said.href, pointed.dataset.open));
    pointed.append(link(said.around, pointed.dataset.around));
    if (!still) cy.animate({ center: { eles: target }, duration: 200 });
  });
  cy.on("tap", "edge", ({ target }) => pointed.replaceChildren(`${target.data("caption")}: ${target.data("quote") || ""}`));
  box.dataset.drawn = String(cy.nodes().length);
});
