// Draws the charts with plotly.js in the colours of the theme, and filters the list of workflows.
"use strict";

function colour(name) {
  return getComputedStyle(document.body).getPropertyValue(name).trim();
}

function themed(layout) {
  const text = colour("--color-foreground-primary");
  const line = colour("--color-background-border");
  const axis = (given) => ({ automargin: true, gridcolor: line, linecolor: line, zerolinecolor: line, ...given });
  return {
    margin: { l: 48, r: 12, t: 24, b: 40 },
    legend: { orientation: "h", yanchor: "bottom", y: 1.02, x: 0 },
    ...layout,
    xaxis: axis(layout.xaxis),
    yaxis: axis(layout.yaxis),
    font: { color: text, family: getComputedStyle(document.body).fontFamily, size: 13 },
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    hoverlabel: { bgcolor: colour("--color-background-secondary"), font: { color: text } },
  };
}

function draw() {
  for (const script of document.querySelectorAll("script[data-chart]")) {
    const figure = JSON.parse(script.textContent);
    const options = { responsive: true, displayModeBar: false };
    Plotly.react(script.dataset.chart, figure.data, themed(figure.layout), options);
  }
}

function filterRows(input) {
  const rows = document.querySelectorAll(`.${input.dataset.filter} tbody tr`);
  const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const row of rows) {
    const text = row.textContent.toLowerCase();
    row.hidden = !words.every((word) => text.includes(word));
    shown += row.hidden ? 0 : 1;
  }
  input.parentElement.querySelector("output").textContent = `${shown} of ${rows.length}`;
}

for (const input of document.querySelectorAll("input[data-filter]")) {
  input.addEventListener("input", () => filterRows(input));
  if (input.value) {
    filterRows(input);
  }
}

if (window.Plotly) {
  draw();
  new MutationObserver(draw).observe(document.body, { attributeFilter: ["data-theme"] });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
}
