"use strict";
// Draws each chart from the table beside it. Without this script, or without sight, the table says the same.
(function () {
  const style = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  function read(table) {
    const names = Array.from(table.tHead.rows[0].cells).slice(1).map((cell) => cell.textContent);
    const labels = [];
    const values = names.map(() => []);
    for (const row of table.tBodies[0].rows) {
      labels.push(row.cells[0].textContent);
      names.forEach((_, i) => {
        const text = row.cells[i + 1].textContent;
        values[i].push(text === "" ? null : Number(text));
      });
    }
    return { names, labels, values };
  }

  function short(value) {
    return Math.abs(value) >= 1000 ? (value / 1000).toFixed(1) + " k" : String(Number(value.toPrecision(3)));
  }

  function draw(figure) {
    const place = figure.querySelector(".plot");
    const { names, labels, values } = read(figure.querySelector("table"));
    if (labels.length === 0) return;
    const colours = [style("--part"), style("--other")];
    const axis = { stroke: style("--quiet"), grid: { stroke: style("--line"), width: 1 }, ticks: { stroke: style("--line"), width: 1 } };
    const single = names.length === 1;
    const plot = new uPlot({
      width: place.clientWidth || 320,
      height: 200,
      legend: { show: false },
      cursor: { show: false },
      scales: { x: { time: false, range: [-0.6, labels.length - 0.4] }, y: { range: (u, low, high) => [Math.min(0, low), high > 0 ? high * 1.08 : 1] } },
      axes: [
        Object.assign({ values: (u, ticks) => ticks.map((i) => (Number.isInteger(i) && labels[i] ? labels[i].slice(-5) : "")), space: 56, incrs: [1, 2, 5, 7, 10, 14, 30] }, axis),
        Object.assign({ values: (u, ticks) => ticks.map(short), size: 56 }, axis)
      ],
      series: [{}].concat(names.map((name, i) => ({
        label: name,
        stroke: colours[i],
        fill: single ? colours[i] : undefined,
        width: single ? 0 : 2,
        dash: i === 1 ? [6, 3] : undefined,
        points: { show: labels.length === 1 && !single },
        paths: single ? uPlot.paths.bars({ size: [0.7, 40] }) : undefined
      })))
    }, [labels.map((_, i) => i)].concat(values), place);
    if (!single && !figure.querySelector(".key")) {
      const key = document.createElement("ul");
      key.className = "key";
      key.setAttribute("aria-hidden", "true");
      names.forEach((name, i) => {
        const item = document.createElement("li");
        const line = document.createElementNS("http://www.w3.org/2000/svg", "svg");
        line.setAttribute("viewBox", "0 0 28 10");
        const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
        path.setAttribute("d", "M0 5H28");
        path.setAttribute("class", "s" + i);
        path.setAttribute("stroke-width", "3");
        line.append(path);
        item.append(line, name);
        key.append(item);
      });
      place.after(key);
    }
    return plot;
  }

  // A link that ends with #TOKEN fills the form of the sign-in; the address then forgets it. A person still presses the button.
  function fillToken() {
    const field = document.getElementById("token");
    if (field && location.hash.length > 16) {
      field.value = decodeURIComponent(location.hash.slice(1));
      history.replaceState(null, "", location.pathname + location.search);
      field.form.querySelector("button").focus();
    }
  }

  const plots = new Map();
  function drawAll() {
    for (const figure of document.querySelectorAll("figure.chart")) {
      const before = plots.get(figure);
      if (before) before.destroy();
      plots.set(figure, draw(figure));
    }
  }
  let width = 0;
  let waiting = 0;
  function resized() {
    if (document.documentElement.clientWidth !== width) {
      width = document.documentElement.clientWidth;
      cancelAnimationFrame(waiting);
      waiting = requestAnimationFrame(drawAll);
    }
  }
  document.addEventListener("DOMContentLoaded", () => {
    width = document.documentElement.clientWidth;
    drawAll();
    fillToken();
    window.addEventListener("resize", resized);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
  });
})();
