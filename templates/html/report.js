// The filters of matrices.  It holds no data and no words: the same bytes stand in every report, so that
// one hash allows it.  Without it the page shows everything.
"use strict";
(function () {
  function folded(text) {
    return text.toLowerCase().replace(/ё/g, "е").replace(/\s+/g, " ").trim();
  }

  // "a b" finds what holds both a and b.
  function holds(text, words) {
    return words.every(function (word) { return text.indexOf(word) >= 0; });
  }

  function filled(pattern, numbers) {
    return pattern.replace(/\{(\w+)\}/g, function (whole, name) { return name in numbers ? numbers[name] : whole; });
  }

  // 0 nothing, 1 access, 2 not read; 4 more where the cell changed.
  function kindOf(cell, access, unread) {
    var list = cell.classList, kind = 0;
    for (var i = 0; i < list.length; ++i) {
      if (access.indexOf(list[i]) >= 0) kind |= 1;
      else if (unread.indexOf(list[i]) >= 0) kind |= 2;
      else if (list[i] === "x") kind |= 4;
    }
    return kind;
  }

  function readRow(row, before, access, unread) {
    var cells = Array.prototype.slice.call(row.cells, before);
    return {
      row: row, cells: cells, text: folded(row.cells[0].textContent), depth: Number(row.dataset.depth),
      flags: (row.dataset.flags || "").split(" "),
      kinds: cells.map(function (cell) { return kindOf(cell, access, unread); })
    };
  }

  function readBands(table) {
    var bands = [], at = 0;
    Array.prototype.slice.call(table.querySelectorAll(".bands > th")).forEach(function (cell) {
      bands.push({ cell: cell, first: at, size: cell.colSpan });
      at += cell.colSpan;
    });
    return bands;
  }

  function Matrix(grid) {
    var table = grid.querySelector(".matrix table"), before = Number(table.dataset.before);
    this.grid = grid;
    this.table = table;
    this.form = grid.querySelector(".filters");
    this.nothing = grid.querySelector(".nothing");
    this.bands = readBands(table);
    this.heads = Array.prototype.slice.call(table.querySelectorAll(".names > th"), before);
    this.reach = Array.prototype.slice.call(table.querySelectorAll(".reach > *"), before);
    var access = (table.dataset.access || "").split(" "), unread = (table.dataset.unread || "").split(" ");
    this.rows = Array.prototype.map.call(table.tBodies[0].rows, function (row) {
      return readRow(row, before, access, unread);
    });
    var bands = this.bands;
    this.names = this.heads.map(function (head, i) {
      var band = bands.filter(function (b) { return b.first <= i && i < b.first + b.size; })[0];
      return folded((band ? band.cell.textContent + " " : "") + head.textContent);
    });
    this.people = this.heads.map(function () { return true; });
    this.form.hidden = false;
    this.form.addEventListener("input", this.applySoon.bind(this));
    this.apply();
  }

  Matrix.prototype.wanted = function () {
    var wanted = { flags: [], depth: 99 }, flag = 0;
    Array.prototype.forEach.call(this.form.querySelectorAll("[data-filter]"), function (field) {
      var name = field.dataset.filter;
      if (name === "flag") {
        if (field.checked) wanted.flags.push(String(flag));
        ++flag;
      } else if (field.type === "checkbox") wanted[name] = field.checked;
      else if (name === "depth") wanted.depth = Number(field.value);
      else wanted[name] = folded(field.value).split(" ").filter(Boolean);
    });
    return wanted;
  };

  Matrix.prototype.showPeople = function (words) {
    var names = this.names, before = this.people;
    var people = names.map(function (name) { return holds(name, words); }), rows = this.rows, heads = this.heads, reach = this.reach;
    people.forEach(function (shown, i) {
      if (shown === before[i]) return;
      heads[i].hidden = !shown;
      if (reach[i]) reach[i].hidden = !shown;
      rows.forEach(function (line) { line.cells[i].hidden = !shown; });
    });
    this.bands.forEach(function (band) {
      var left = people.slice(band.first, band.first + band.size).filter(Boolean).length;
      band.cell.hidden = left === 0;
      band.cell.colSpan = Math.max(left, 1);
    });
    // A few columns take more room, so that the title of their band can be read.
    this.table.classList.toggle("few", people.filter(Boolean).length <= 4);
    this.people = people;
  };

  // Once a frame, however fast somebody types.
  Matrix.prototype.applySoon = function () {
    if (this.waiting) return;
    this.waiting = true;
    window.requestAnimationFrame(function () { this.waiting = false; this.apply(); }.bind(this));
  };

  Matrix.prototype.apply = function () {
    var wanted = this.wanted(), shown = 0, unread = 0;
    this.showPeople(wanted.person || []);
    var people = this.people;
    this.rows.forEach(function (line) {
      var any = 0;
      line.kinds.forEach(function (kind, i) { if (people[i]) any |= kind; });
      var fits = line.depth <= wanted.depth && holds(line.text, wanted.row || []) &&
        (!wanted.access || (any & 3) !== 0) && (!wanted.changed || (any & 4) !== 0) &&
        wanted.flags.every(function (flag) { return line.flags.indexOf(flag) >= 0; });
      line.row.hidden = !fits;
      // What could not be read is shown, and counted apart: nobody knows whether they have access.
      var unknown = fits && (any & 2) !== 0 && (any & 1) === 0;
      if (unknown) ++unread;
      else if (fits) ++shown;
    });
    // Parents may be hidden now: each row shows its whole path.
    this.table.classList.toggle("flat", Boolean((wanted.row || []).length || (wanted.person || []).length ||
      wanted.access || wanted.changed || wanted.flags.length));
    this.say(shown, unread);
  };

  // Of one person it is told what they can open, whatever the other filters leave of it.
  Matrix.prototype.say = function (shown, unread) {
    var output = this.form.querySelector("output"), people = this.people.filter(Boolean).length;
    var numbers = { shown: shown, all: this.rows.length, unread: unread, people: people, all_people: this.people.length };
    if (people === 1 && this.people.length > 1) {
      var one = this.people.indexOf(true);
      numbers.person = this.heads[one].querySelector("b").textContent;
      numbers.reach = this.rows.filter(function (line) { return line.kinds[one] & 1; }).length;
    }
    output.value = "person" in numbers ? filled(output.dataset.one, numbers) + (unread ? filled(output.dataset.unread, numbers) : "") :
      filled(output.dataset.rows, numbers) + (unread ? filled(output.dataset.unread, numbers) : "") + filled(output.dataset.people, numbers);
    this.nothing.hidden = shown + unread > 0 && people > 0;
    this.table.hidden = !this.nothing.hidden;
  };

  // A region that does not scroll need not stop the keyboard.
  function settleRegions() {
    Array.prototype.forEach.call(document.querySelectorAll(".scroll"), function (region) {
      var scrolls = region.scrollWidth > region.clientWidth || region.scrollHeight > region.clientHeight;
      if (scrolls) region.setAttribute("tabindex", "0");
      else region.removeAttribute("tabindex");
    });
  }

  Array.prototype.forEach.call(document.querySelectorAll(".grid"), function (grid) { new Matrix(grid); });
  settleRegions();
  window.addEventListener("resize", settleRegions);
  document.addEventListener("toggle", settleRegions, true);
})();
