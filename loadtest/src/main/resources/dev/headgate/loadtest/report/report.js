'use strict';
// Shows the values of a chart under the pointer; the charts are complete without it.
for (const svg of document.querySelectorAll('svg[data-chart]')) {
  const chart = JSON.parse(svg.dataset.chart);
  const cursor = svg.querySelector('.cursor');
  const readout = document.createElement('div');
  readout.className = 'readout';
  readout.hidden = true;
  svg.parentElement.append(readout);

  const add = (parent, tag, text, style) => {
    const element = document.createElement(tag);
    element.textContent = text;
    if (style) element.className = style;
    parent.append(element);
    return element;
  };
  const hide = () => {
    readout.hidden = true;
    cursor.setAttribute('visibility', 'hidden');
  };
  const show = event => {
    const box = svg.getBoundingClientRect();
    const x = (event.clientX - box.left) / box.width * svg.viewBox.baseVal.width;
    let nearest = 0;
    chart.at.forEach((at, i) => {
      if (Math.abs(at - x) < Math.abs(chart.at[nearest] - x)) nearest = i;
    });
    if (chart.at.length === 0) return;
    readout.replaceChildren();
    add(readout, 'b', chart.label[nearest]);
    for (const series of chart.series) {
      if (nearest >= series.values.length) continue;
      const line = add(readout, 'div', '');
      add(line, 'span', series.name, series.style);
      add(line, 'span', series.values[nearest]);
    }
    cursor.setAttribute('x1', chart.at[nearest]);
    cursor.setAttribute('x2', chart.at[nearest]);
    cursor.setAttribute('visibility', 'visible');
    readout.hidden = false;
    const figure = svg.parentElement.getBoundingClientRect();
    const at = box.left - figure.left + chart.at[nearest] / svg.viewBox.baseVal.width * box.width;
    const before = at + 14 + readout.offsetWidth > figure.width;
    readout.style.left = (before ? Math.max(0, at - 14 - readout.offsetWidth) : at + 14) + 'px';
    readout.style.top = box.top - figure.top + 12 + 'px';
  };
  svg.addEventListener('pointermove', show);
  svg.addEventListener('pointerleave', hide);
}
document.documentElement.dataset.ready = 'yes';
